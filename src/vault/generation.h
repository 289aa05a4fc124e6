// One state of the vault on its way between disk and memory.
#pragma once

#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "crypto/random.h"
#include "vault/format.h"
#include "vault/store.h"
#include "vault/vault_file.h"

namespace coffer::vault {

struct Generation {
  Header header = {};
  Content content = {};
  std::string bytes = {};  // of the whole file, sealed
};

// The newest generation on disk, still sealed: header and bytes. kVaultMissing, kPermissions, kIo,
// kVaultDamaged, kVaultNewerVersion.
Result<Generation> read_generation(const VaultPaths& paths);

// Fills in the content. kVaultDamaged, kVaultNewerVersion; kVaultLocked where the file has another vault key
// by now.
Result<void> unseal(Generation& generation, const Secret& vault_key, const VaultPaths& paths);

// Checks the content and makes the bytes, under a new nonce and the next generation number.
Result<void> seal(Generation& generation, const Secret& vault_key, crypto::Random& random);

// Says which file a damage or a newer version was found in, and how to go back to the backup where that
// helps.
Error of_file(Error error, const VaultPaths& paths);

}  // namespace coffer::vault
