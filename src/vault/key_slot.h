// Key slots: the vault key wrapped under a passphrase or a recovery key. docs/vault-format.md.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"
#include "crypto/kdf.h"
#include "crypto/random.h"

namespace coffer::vault {

inline constexpr size_t kMaxPassphrase = 1024;                  // bytes
inline constexpr crypto::KdfCost kLowestWrittenCost{2, 19456};  // OWASP's minimum; tests alone go below

// The first bytes of an HMAC of the vault key: says which key a file wants, and nothing about it.
std::string key_id_of(const Secret& vault_key);
Secret payload_key_of(const Secret& vault_key);

// kInvalidArgument, field "passphrase": empty, or too long.
Result<void> check_passphrase(const Secret& passphrase);

// Bodies of slots.
Result<std::string> wrap_by_passphrase(const Secret& vault_key, const Secret& passphrase,
                                       crypto::KdfCost cost, crypto::Random& random);
std::string wrap_by_recovery_key(const Secret& vault_key, const Secret& recovery_key, crypto::Random& random);

// The vault key. kVaultDamaged: misformed, or costs out of bounds. kWrongPassphrase; kVaultLocked: another
// recovery key.
Result<Secret> unwrap_by_passphrase(std::string_view body, const Secret& passphrase);
Result<Secret> unwrap_by_recovery_key(std::string_view body, const Secret& recovery_key);

}  // namespace coffer::vault
