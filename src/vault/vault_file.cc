#include "vault/vault_file.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vault/format.h"

namespace coffer::vault {
namespace fs = std::filesystem;
namespace {

fs::path resolved(const fs::path& named) {
  std::error_code failure;
  const fs::path whole = fs::absolute(named, failure);
  if (failure) return named;
  const fs::path target = fs::weakly_canonical(whole, failure);
  return failure ? whole : target;
}

fs::path with_suffix(fs::path path, std::string_view suffix) { return path += suffix; }

Error missing(const VaultPaths& paths) {
  return {ErrorCode::kVaultMissing, fmt::format("there is no vault at {}", paths.file.string()),
          "Make one: coffer vault init."};
}

Error cannot_read(const fs::path& file, int number) {
  const bool denied = number == EACCES || number == EPERM;
  return {denied ? ErrorCode::kPermissions : ErrorCode::kIo,
          fmt::format("could not read the vault {}: {}", file.string(), strerror(number)),
          denied ? "It must be yours and readable by you." : ""};
}

Result<std::string> read_bounded(int fd, const fs::path& file) {
  std::string bytes;
  char buffer[16 * 1024];
  for (;;) {
    const ssize_t got = ::read(fd, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return cannot_read(file, errno);
    if (got == 0) return bytes;
    bytes.append(buffer, static_cast<size_t>(got));
    if (bytes.size() > kMaxFileSize) {
      return Error{ErrorCode::kVaultDamaged,
                   fmt::format("{} is no vault: it is larger than a vault can be", file.string())};
    }
  }
}

// A file without the owner's write bit was protected on purpose; a rename would go over it all the same.
Result<void> check_writable(const VaultPaths& paths) {
  struct stat status{};
  if (::stat(paths.file.c_str(), &status) != 0 || (status.st_mode & S_IWUSR) != 0) return {};
  return Error{ErrorCode::kPermissions, fmt::format("the vault {} is read-only", paths.file.string()),
               fmt::format("To change it: chmod u+w '{}'.", paths.file.string())};
}

}  // namespace

VaultPaths::VaultPaths(const fs::path& named)
    : file(resolved(named)),
      backup(with_suffix(file, ".backup")),
      fresh(with_suffix(file, ".new")),
      lock(with_suffix(file, ".lock")) {}

Result<std::string> read_vault_file(const VaultPaths& paths) {
  // Not blocking: a FIFO in the vault's place must not hang us.
  const FileDescriptor file(::open(paths.file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.valid() && (errno == ENOENT || errno == ENOTDIR)) {
    return with_restore_hint(
        {ErrorCode::kVaultMissing, fmt::format("there is no vault at {}", paths.file.string()),
         "Make one: coffer vault init."},
        paths);
  }
  if (!file.valid()) return cannot_read(paths.file, errno);
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) return cannot_read(paths.file, errno);
  if (!S_ISREG(status.st_mode)) {
    return Error{ErrorCode::kIo,
                 fmt::format("{} is not a plain file, so it is no vault", paths.file.string())};
  }
  COFFER_TRY(check_private(paths.file));
  COFFER_TRY(check_vault_folder(paths));
  return read_bounded(file.get(), paths.file);
}

Result<void> check_vault_folder(const VaultPaths& paths) {
  const fs::path folder = folder_of(paths.file);
  struct stat status{};
  if (::stat(folder.c_str(), &status) != 0) {
    return Error{ErrorCode::kIo,
                 fmt::format("could not look at folder {}: {}", folder.string(), strerror(errno))};
  }
  if (status.st_uid != ::geteuid() && status.st_uid != 0) {
    return Error{ErrorCode::kPermissions,
                 fmt::format("the vault's folder {} belongs to another user", folder.string()),
                 "Move the vault to a folder of your own."};
  }
  if ((status.st_mode & 022) != 0 && (status.st_mode & S_ISVTX) == 0) {
    return Error{ErrorCode::kPermissions,
                 fmt::format("others can write to the vault's folder {} (mode {:04o})", folder.string(),
                             status.st_mode & 07777),
                 fmt::format("Make it private: chmod go-w '{}'.", folder.string())};
  }
  return {};
}

Result<FileLock> lock_vault(const VaultPaths& paths, std::chrono::milliseconds patience) {
  auto lock = FileLock::acquire(paths.lock, patience);
  if (!lock && lock.error().code == ErrorCode::kNotFound) return missing(paths);  // its folder is gone
  if (!lock) {
    Error error = std::move(lock).error();
    if (error.code == ErrorCode::kPermissions)
      error.mend = "To change the vault you must be allowed to write to its folder.";
    return error;
  }
  COFFER_TRY(check_writable(paths));
  return lock;
}

Result<void> replace_vault_file(const VaultPaths& paths, const fs::path& target, std::string_view bytes,
                                Disk& disk) {
  const Result<void> written = replace_file_by(paths.fresh, target, bytes, disk);
  if (written) return {};
  const bool denied = written.error().code == ErrorCode::kPermissions;
  return Error{denied ? ErrorCode::kPermissions : ErrorCode::kIo,
               fmt::format("could not write {}: {}", target.string(), written.error().what),
               "The vault is as it was. Free some space or mend the folder, and try again."};
}

// By a second name for the same file, which costs no writing; the next generation is a file of its own, so
// the two part again at once. (A rename between two names of one file does nothing, and leaves both: that is
// fine too.)
Result<void> back_up(const VaultPaths& paths, std::string_view bytes, Disk& disk) {
  if (disk.remove(paths.fresh) && disk.link(paths.file, paths.fresh)) {
    if (disk.rename(paths.fresh, paths.backup)) return {};
  }
  return replace_vault_file(paths, paths.backup, bytes, disk);
}

Result<void> sync_vault_folder(const VaultPaths& paths, Disk& disk) {
  const fs::path folder = folder_of(paths.file);
  const Result<void> synced = disk.sync_folder(folder);
  if (synced) return {};
  return Error{ErrorCode::kIo,
               fmt::format("could not sync the folder {}: {}", folder.string(), synced.error().what),
               "The vault is changed, but a power cut may undo that. Look after the disk."};
}

Error with_restore_hint(Error error, const VaultPaths& paths) {
  std::error_code failure;
  if (!fs::is_regular_file(paths.backup, failure)) return error;
  const auto bytes = read_file(paths.backup, kMaxFileSize);
  if (!bytes || !parse_file(*bytes)) return error;
  error.mend = fmt::format("The backup of the generation before looks whole; go back to it: cp '{}' '{}'.",
                           paths.backup.string(), paths.file.string());
  return error;
}

}  // namespace coffer::vault
