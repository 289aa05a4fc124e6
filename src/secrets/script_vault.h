// The vault as scripts see it (spec 6.1, 6.2).
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "secrets/secret_source.h"

namespace coffer::secrets {

// pm.vault. Every call asks first whether the collection's scripts may use the vault; where nobody has said
// so yet, an interactive user is asked, once. Each use is in the audit log. Thread-safe.
class ScriptVault {
 public:
  virtual ~ScriptVault() = default;
  // Whether the collection's scripts may use the vault. May ask. The error says how to grant it.
  virtual Result<void> granted() = 0;
  // The same without asking: false where nobody has granted it so far.
  virtual bool granted_already() const { return false; }
  // Null: there is no such secret. kAccessDenied: not granted, or the secret is never for scripts.
  virtual Result<std::shared_ptr<const Secret>> get(const std::string& name, const UseContext& context) = 0;
  // Makes or changes a local secret. kUnsupported for a linked one: says where to change it (spec 4.8).
  virtual Result<void> set(const std::string& name, Secret value, const UseContext& context) = 0;
  virtual Result<void> unset(const std::string& name, const UseContext& context) = 0;
};

}  // namespace coffer::secrets
