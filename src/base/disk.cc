#include "base/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

namespace coffer {
namespace fs = std::filesystem;
namespace {

Error of_errno(int number) {
  ErrorCode code = ErrorCode::kIo;
  if (number == ENOENT) code = ErrorCode::kNotFound;
  if (number == EEXIST) code = ErrorCode::kAlreadyExists;
  if (number == EACCES || number == EPERM || number == EROFS) code = ErrorCode::kPermissions;
  return {code, strerror(number)};
}

Result<void> done(int status) {
  if (status != 0) return of_errno(errno);
  return {};
}

class SystemDisk final : public Disk {
 public:
  Result<FileDescriptor> create(const fs::path& path) override {
    FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.valid()) return of_errno(errno);
    return file;
  }

  Result<void> write(const FileDescriptor& file, std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return of_errno(errno);
      bytes.remove_prefix(static_cast<size_t>(written));
    }
    return {};
  }

  Result<void> sync(const FileDescriptor& file) override { return done(::fsync(file.get())); }

  Result<void> rename(const fs::path& from, const fs::path& to) override {
    return done(::rename(from.c_str(), to.c_str()));
  }

  Result<void> rename_new(const fs::path& from, const fs::path& to) override {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return {};
    if (errno != EINVAL && errno != ENOSYS) return of_errno(errno);
    // NFS and others do not know that flag, but know hard links, which never replace either.
    COFFER_TRY(link(from, to));
    return remove(from);
  }

  Result<void> link(const fs::path& from, const fs::path& to) override {
    return done(::link(from.c_str(), to.c_str()));
  }

  Result<void> remove(const fs::path& path) override {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) return of_errno(errno);
    return {};
  }

  Result<void> sync_folder(const fs::path& folder) override {
    const FileDescriptor file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!file.valid()) return of_errno(errno);
    // EINVAL: a file system that has nothing to sync there.
    if (::fsync(file.get()) != 0 && errno != EINVAL) return of_errno(errno);
    return {};
  }
};

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

Disk& system_disk() {
  static SystemDisk disk;
  return disk;
}

}  // namespace coffer
