// The vault as the scripts of a run reach it.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "secrets/redactor.h"
#include "secrets/script_vault.h"

namespace coffer::runner {

// One for a run, whose scripts may run side by side: thread-safe. What a script gets or sets is known to the
// redactor before this returns.
class VaultGate {
 public:
  // Neither is owned; without a vault nothing is granted.
  VaultGate(secrets::ScriptVault* vault, secrets::Redactor& redactor) : vault_(vault), redactor_(redactor) {}

  // Whether the collection's scripts may use the vault, as far as that is known without asking anybody.
  bool open() const;
  // May ask the user, once. The error says how to grant it.
  Result<void> require();

  // As ScriptVault has them.
  Result<std::shared_ptr<const Secret>> get(const std::string& name, const secrets::UseContext& context);
  Result<void> set(const std::string& name, Secret value, const secrets::UseContext& context);
  Result<void> unset(const std::string& name, const secrets::UseContext& context);

 private:
  secrets::ScriptVault* const vault_;
  secrets::Redactor& redactor_;
  mutable std::mutex mutex_;
  bool granted_ = false;
};

}  // namespace coffer::runner
