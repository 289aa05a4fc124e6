// Files that must be whole, private and bounded.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"

namespace coffer {

// An owned file descriptor.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor();
  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

inline constexpr size_t kDefaultFileLimit = size_t{256} << 20;  // bytes

// kNotFound, kPermissions, kTooLarge or kIo; the path is in the message.
Result<std::string> read_file(const std::filesystem::path& path, size_t limit = kDefaultFileLimit);
// The same, never passing through ordinary memory. One trailing newline (LF or CRLF) is kept: the caller
// decides.
Result<Secret> read_secret_file(const std::filesystem::path& path, size_t limit = size_t{1} << 20);
Result<Secret> read_secret(int fd, size_t limit = size_t{1} << 20);

// All or nothing: a temporary file of mode 0600 in the same folder, fsync, rename, fsync of the folder. The
// folder must exist.
Result<void> replace_file(const std::filesystem::path& path, std::string_view content);
// Makes missing parents with mode 0700.
Result<void> make_private_folder(const std::filesystem::path& path);
// kPermissions where group or others may read or write, or another user owns it.
Result<void> check_private(const std::filesystem::path& path);

// An advisory lock (flock) on `path`, which is made if missing; released on destruction. Waits up to
// `patience`, then kIo.
class FileLock {
 public:
  static Result<FileLock> acquire(const std::filesystem::path& path, std::chrono::milliseconds patience);

 private:
  explicit FileLock(FileDescriptor file) : file_(std::move(file)) {}
  FileDescriptor file_;
};

}  // namespace coffer
