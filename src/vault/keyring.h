// The desktop's keyring (Secret Service), as a place for the vault key.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "base/secret.h"

namespace coffer::vault {

class Keyring {
 public:
  virtual ~Keyring() = default;
  // `vault` is the vault file's path, so that several vaults can be kept. kKeyringUnavailable where there is
  // no Secret Service.
  virtual Result<std::optional<Secret>> load(const std::string& vault) = 0;
  virtual Result<void> store(const std::string& vault, const Secret& key_text) = 0;
  virtual Result<void> remove(const std::string& vault) = 0;
};

// libsecret; the library is loaded on first use, so that commands without a keyring start fast.
std::unique_ptr<Keyring> make_secret_service_keyring();

}  // namespace coffer::vault
