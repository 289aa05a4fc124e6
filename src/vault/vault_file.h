// The vault's files on disk: read with care, replaced whole. Knows nothing of what is in them.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/disk.h"
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

// Waits for other writers, up to `patience`; then kIo. kPermissions for a folder, or a vault, that is
// read-only.
Result<FileLock> lock_vault(const VaultPaths& paths, std::chrono::milliseconds patience);

// `target` (the file or the backup) becomes `bytes`, or stays as it was: kIo, kPermissions. The lock is held.
// A power cut may undo it until the folder is synced.
Result<void> replace_vault_file(const VaultPaths& paths, const std::filesystem::path& target,
                                std::string_view bytes, Disk& disk);

// The vault as it is becomes the backup as well; `bytes` are what it holds. Errors as above. The lock is
// held.
Result<void> back_up(const VaultPaths& paths, std::string_view bytes, Disk& disk);

// Makes the replacements so far last. After an error they are there, but may not survive a power cut.
Result<void> sync_vault_folder(const VaultPaths& paths, Disk& disk);

// Adds to an error how to go back to the backup, where there is a whole one.
Error with_restore_hint(Error error, const VaultPaths& paths);

}  // namespace coffer::vault
