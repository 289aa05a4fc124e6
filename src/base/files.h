// Files that must be whole, private and bounded.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/disk.h"
#include "base/file_descriptor.h"
#include "base/result.h"
#include "base/secret.h"

namespace coffer {

inline constexpr size_t kDefaultFileLimit = size_t{256} << 20;  // bytes

// kNotFound, kPermissions, kTooLarge or kIo; the path is in the message.
Result<std::string> read_file(const std::filesystem::path& path, size_t limit = kDefaultFileLimit);
// The same, never passing through ordinary memory. One trailing newline (LF or CRLF) is kept: the caller
// decides.
Result<Secret> read_secret_file(const std::filesystem::path& path, size_t limit = size_t{1} << 20);
Result<Secret> read_secret(int fd, size_t limit = size_t{1} << 20);

// All or nothing: a temporary file of mode 0600 in the same folder, fsync, rename, fsync of the folder. The
// folder must exist. After any error but one of the last step `path` is as it was, and no temporary file
// stays.
Result<void> replace_file(const std::filesystem::path& path, std::string_view content,
                          Disk& disk = system_disk());
// The same for a file that is there, and is not Coffer's own: it keeps its permissions. kPermissions where it
// may not be written. `path` is no symbolic link: that would be replaced.
Result<void> rewrite_file(const std::filesystem::path& path, std::string_view content,
                          Disk& disk = system_disk());
// The same for a file that must not be there yet: kAlreadyExists, also where another process is faster.
Result<void> create_file(const std::filesystem::path& path, std::string_view content,
                         Disk& disk = system_disk());
// The step of replace_file() that a caller orders itself: `fresh`, whose name it chooses (so that what a
// killed write left there is known and replaced), becomes `path`. The folder is not synced. Errors are the
// disk's.
Result<void> replace_file_by(const std::filesystem::path& fresh, const std::filesystem::path& path,
                             std::string_view content, Disk& disk);
// The folder that holds `path`; "." for a bare name.
std::filesystem::path folder_of(const std::filesystem::path& path);
// Makes missing parents with mode 0700; what it made survives a power cut where the file system permits that.
Result<void> make_private_folder(const std::filesystem::path& path);
// kPermissions where group or others may read or write, or another user owns it.
Result<void> check_private(const std::filesystem::path& path);

// An advisory lock (flock) on `path`, which is made if missing; released on destruction. Waits for a holder
// up to `patience`, then kIo; for many that come and go, until it has its turn. A lock file that is removed
// meanwhile is made anew, so that no two hold it.
class FileLock {
 public:
  static Result<FileLock> acquire(const std::filesystem::path& path, std::chrono::milliseconds patience);

 private:
  explicit FileLock(FileDescriptor file) : file_(std::move(file)) {}
  FileDescriptor file_;
};

}  // namespace coffer
