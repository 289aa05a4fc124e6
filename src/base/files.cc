#include "base/files.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>

#include "base/clock.h"

namespace coffer {
namespace fs = std::filesystem;
namespace {

Error io_error(std::string_view doing, const fs::path& path, int number) {
  const ErrorCode code = number == ENOENT                                         ? ErrorCode::kNotFound
                         : number == EACCES || number == EPERM || number == EROFS ? ErrorCode::kPermissions
                                                                                  : ErrorCode::kIo;
  return {code, fmt::format("could not {} {}: {}", doing, path.string(), strerror(number))};
}

Error of_disk(std::string_view doing, const fs::path& path, Error error) {
  error.what = fmt::format("could not {} {}: {}", doing, path.string(), error.what);
  return error;
}

// A name that no other process uses: what a killed one of the same number left stays, and the next is taken.
fs::path temporary_name(const fs::path& path) {
  static std::atomic<uint64_t> count{0};
  return folder_of(path) / fmt::format(".{}.{}.{}", path.filename().string(), ::getpid(), ++count);
}

Result<void> write_new(const fs::path& fresh, std::string_view content, Disk& disk) {
  COFFER_ASSIGN(const FileDescriptor file, disk.create(fresh));
  Result<void> written = disk.write(file, content);
  if (written) written = disk.sync(file);
  if (!written) static_cast<void>(disk.remove(fresh));  // the first error is the one that says something
  return written;
}

// Writes a temporary file beside `path` and lets `move` give it the name.
template <class Move>
Result<void> write_beside(const fs::path& path, std::string_view content, Disk& disk, Move&& move) {
  constexpr int kTries = 100;
  fs::path fresh = temporary_name(path);
  Result<void> written = write_new(fresh, content, disk);
  for (int i = 1; i < kTries && !written && written.error().code == ErrorCode::kAlreadyExists; ++i) {
    fresh = temporary_name(path);
    written = write_new(fresh, content, disk);
  }
  if (!written) return of_disk("write", path, std::move(written).error());
  if (Result<void> moved = move(fresh); !moved) {
    static_cast<void>(disk.remove(fresh));
    return of_disk("write", path, std::move(moved).error());
  }
  if (Result<void> synced = disk.sync_folder(folder_of(path)); !synced)
    return of_disk("sync the folder of", path, std::move(synced).error());
  return {};
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

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
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

Result<void> replace_file_by(const fs::path& fresh, const fs::path& path, std::string_view content,
                             Disk& disk) {
  COFFER_TRY(disk.remove(fresh));
  COFFER_TRY(write_new(fresh, content, disk));
  Result<void> renamed = disk.rename(fresh, path);
  if (!renamed) static_cast<void>(disk.remove(fresh));
  return renamed;
}

Result<void> replace_file(const fs::path& path, std::string_view content, Disk& disk) {
  return write_beside(path, content, disk, [&](const fs::path& fresh) { return disk.rename(fresh, path); });
}

Result<void> rewrite_file(const fs::path& path, std::string_view content, Disk& disk) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0 || ::access(path.c_str(), W_OK) != 0)
    return io_error("write", path, errno);
  return write_beside(path, content, disk, [&](const fs::path& fresh) -> Result<void> {
    if (::chmod(fresh.c_str(), status.st_mode & 07777) != 0) return Error{ErrorCode::kIo, strerror(errno)};
    return disk.rename(fresh, path);
  });
}

Result<void> create_file(const fs::path& path, std::string_view content, Disk& disk) {
  auto written =
      write_beside(path, content, disk, [&](const fs::path& fresh) { return disk.rename_new(fresh, path); });
  if (written || written.error().code != ErrorCode::kAlreadyExists) return written;
  return Error{ErrorCode::kAlreadyExists, fmt::format("{} exists already", path.string())};
}

Result<void> make_private_folder(const fs::path& path) {
  if (path.empty() || fs::is_directory(path)) return {};
  if (path.has_parent_path()) COFFER_TRY(make_private_folder(path.parent_path()));
  if (::mkdir(path.c_str(), 0700) != 0) {
    if (errno == EEXIST) return {};
    return io_error("make folder", path, errno);
  }
  // A parent that we may not read cannot be synced; the folder is there all the same.
  static_cast<void>(system_disk().sync_folder(folder_of(path)));
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
    return Error{
        ErrorCode::kPermissions,
        fmt::format("{} can be read or written by others (mode {:04o})", path.string(),
                    status.st_mode & 07777),
        fmt::format("Make it private: chmod {} '{}'.", S_ISDIR(status.st_mode) ? 700 : 600, path.string())};
  }
  return {};
}

namespace {

// Whether the name still leads to the file that is locked: another process may have removed it before we had
// it.
bool still_named(const FileDescriptor& file, const fs::path& path) {
  struct stat held{};
  struct stat named{};
  return ::fstat(file.get(), &held) == 0 && ::stat(path.c_str(), &named) == 0 &&
         held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

// When the lock last got a holder, as far as its file tells.
timespec last_taken(const FileDescriptor& file) {
  struct stat status{};
  return ::fstat(file.get(), &status) == 0 ? status.st_mtim : timespec{};
}

bool same(const timespec& a, const timespec& b) { return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec; }

}  // namespace

Result<FileLock> FileLock::acquire(const fs::path& path, std::chrono::milliseconds patience) {
  Clock& clock = system_clock();
  auto deadline = clock.elapsed() + patience;
  for (;;) {
    FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!file.valid()) return io_error("open", path, errno);
    timespec taken = last_taken(file);
    while (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
      if (errno != EWOULDBLOCK && errno != EINTR) return io_error("lock", path, errno);
      // It goes from hand to hand: we wait our turn. Patience is for one who does not let go.
      if (const timespec now = last_taken(file); !same(now, taken)) {
        taken = now;
        deadline = clock.elapsed() + patience;
      }
      if (clock.elapsed() > deadline) {
        return Error{ErrorCode::kIo, fmt::format("another process holds {}", path.string()),
                     "Wait for it to end, or end it, and try again."};
      }
      clock.sleep(std::chrono::milliseconds(1));  // a write takes some; a longer wait would waste them
    }
    if (!still_named(file, path)) continue;
    ::futimens(file.get(), nullptr);  // tells those who wait; where it fails they wait as long as ever
    return FileLock(std::move(file));
  }
}

}  // namespace coffer
