// What the page works on: the user's vault and the keys to it, as the command line has them.
#pragma once

#include <memory>

#include "base/result.h"
#include "secrets/audit_log.h"
#include "vault/store.h"

namespace coffer::page {

// Thread-safe.
class Desk {
 public:
  virtual ~Desk() = default;

  virtual vault::Store::Options vault() const = 0;
  // With the key that is at hand; nobody is asked. kVaultMissing, kVaultLocked, and as Store::open() has
  // them.
  virtual Result<std::unique_ptr<vault::Store>> open_vault() = 0;
  // Keeps the key of a vault that was opened by other means, so that open_vault() has it.
  virtual Result<void> keep_key(const vault::Store& store) = 0;
  virtual void forget_key() = 0;
  virtual const secrets::AuditLog& audit() const = 0;
};

}  // namespace coffer::page
