// The vault's files on disk: read with care, replaced whole. Knows nothing of what is in them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/files.h"
#include "base/result.h"

namespace coffer::vault {

// Where a vault's files are; a symbolic link is followed, so that it survives a rewrite.
struct VaultPaths {
  explicit VaultPaths(const std::filesystem::path& named);

  std::filesystem::path file, backup, fresh, lock;
};

// kVaultMissing, kPermissions, kIo, kVaultDamaged (impossibly long).
Result<std::string> read_vault_file(const VaultPaths& paths);

// Whether others could swap the vault: kPermissions. The folder must exist.
Result<void> check_vault_folder(const VaultPaths& paths);

// Waits for other writers.
Result<FileLock> lock_vault(const VaultPaths& paths);

// `target` (the file or the backup) becomes `bytes`, or stays as it was. The lock is held.
Result<void> replace_vault_file(const VaultPaths& paths, const std::filesystem::path& target,
                                std::string_view bytes);

// Adds to an error how to go back to the backup, where there is a whole one.
Error with_restore_hint(Error error, const VaultPaths& paths);

}  // namespace coffer::vault
