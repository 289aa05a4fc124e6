#include "base/files.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"

namespace coffer {
namespace fs = std::filesystem;
namespace {

Error io_error(std::string_view doing, const fs::path& path, int number) {
  const ErrorCode code = number == ENOENT                      ? ErrorCode::kNotFound
                         : number == EACCES || number == EPERM ? ErrorCode::kPermissions
                                                               : ErrorCode::kIo;
  return {code, fmt::format("could not {} {}: {}", doing, path.string(), strerror(number))};
}

Result<void> write_all(int fd, std::string_view content, const fs::path& path) {
  while (!content.empty()) {
    const ssize_t written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return io_error("write", path, errno);
    content.remove_prefix(static_cast<size_t>(written));
  }
  return {};
}

Result<void> sync_folder(const fs::path& folder) {
  const FileDescriptor file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!file.valid()) return io_error("open folder", folder, errno);
  if (::fsync(file.get()) != 0 && errno != EINVAL) return io_error("sync folder", folder, errno);
  return {};
}

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

Result<FileDescriptor> open_for_reading(const fs::path& path) {
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) return io_error("open", path, errno);
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) return io_error("read", path, errno);
  if (S_ISDIR(status.st_mode))
    return Error{ErrorCode::kIo, fmt::format("{} is a folder, not a file", path.string())};
  return file;
}

}  // namespace

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  if (this == &other) return *this;
  if (fd_ >= 0) ::close(fd_);
  fd_ = std::exchange(other.fd_, -1);
  return *this;
}

FileDescriptor::~FileDescriptor() {
  if (fd_ >= 0) ::close(fd_);
}

Result<std::string> read_file(const fs::path& path, size_t limit) {
  COFFER_ASSIGN(const FileDescriptor file, open_for_reading(path));
  std::string content;
  char buffer[64 * 1024];
  for (;;) {
    const ssize_t got = ::read(file.get(), buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return io_error("read", path, errno);
    if (got == 0) return content;
    content.append(buffer, static_cast<size_t>(got));
    if (content.size() > limit) {
      return Error{ErrorCode::kTooLarge, fmt::format("{} is larger than {} bytes", path.string(), limit)};
    }
  }
}

Result<Secret> read_secret_file(const fs::path& path, size_t limit) {
  COFFER_ASSIGN(const FileDescriptor file, open_for_reading(path));
  return read_secret(file.get(), limit);
}

Result<Secret> read_secret(int fd, size_t limit) {
  SecretBuilder content;
  for (;;) {
    ssize_t got = 0;
    const Secret piece = Secret::filled(4096, [&](char* room, size_t size) { got = ::read(fd, room, size); });
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Error{ErrorCode::kIo, fmt::format("could not read: {}", strerror(errno))};
    if (got == 0) return content.take();
    piece.expose([&](std::string_view room) { content.append(room.substr(0, static_cast<size_t>(got))); });
    if (content.size() > limit)
      return Error{ErrorCode::kTooLarge, fmt::format("larger than {} bytes", limit)};
  }
}

Result<void> replace_file(const fs::path& path, std::string_view content) {
  std::string temporary = (folder_of(path) / fmt::format(".{}.XXXXXX", path.filename().string())).string();
  const FileDescriptor file(::mkostemp(temporary.data(), O_CLOEXEC));  // mode 0600
  if (!file.valid()) return io_error("write to folder", folder_of(path), errno);
  Result<void> written = write_all(file.get(), content, path);
  if (written && ::fsync(file.get()) != 0) written = io_error("sync", path, errno);
  if (written && ::rename(temporary.c_str(), path.c_str()) != 0) written = io_error("replace", path, errno);
  if (!written) {
    ::unlink(temporary.c_str());
    return written;
  }
  return sync_folder(folder_of(path));
}

Result<void> make_private_folder(const fs::path& path) {
  if (path.empty() || fs::is_directory(path)) return {};
  if (path.has_parent_path()) COFFER_TRY(make_private_folder(path.parent_path()));
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return io_error("make folder", path, errno);
  return {};
}

Result<void> check_private(const fs::path& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return io_error("open", path, errno);
  if (status.st_uid != ::geteuid()) {
    return Error{ErrorCode::kPermissions, fmt::format("{} belongs to another user", path.string()),
                 fmt::format("Make it yours: chown \"$USER\" '{}'.", path.string())};
  }
  if ((status.st_mode & 077) != 0) {
    return Error{ErrorCode::kPermissions,
                 fmt::format("{} can be read or written by others (mode {:04o})", path.string(),
                             status.st_mode & 07777),
                 fmt::format("Make it private: chmod 600 '{}'.", path.string())};
  }
  return {};
}

Result<FileLock> FileLock::acquire(const fs::path& path, std::chrono::milliseconds patience) {
  FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!file.valid()) return io_error("open", path, errno);
  Clock& clock = system_clock();
  const auto deadline = clock.elapsed() + patience;
  while (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) return io_error("lock", path, errno);
    if (clock.elapsed() > deadline) {
      return Error{ErrorCode::kIo, fmt::format("another process holds {}", path.string()),
                   "Wait for it to end, or end it, and try again."};
    }
    clock.sleep(std::chrono::milliseconds(5));
  }
  return FileLock(std::move(file));
}

}  // namespace coffer
