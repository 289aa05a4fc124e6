// The system calls that change files, as an argument: whatever can fail, and whatever a power cut can undo.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/file_descriptor.h"
#include "base/result.h"

namespace coffer {

// Tests inject disks that fail at any call and disks that forget what was not synced. An error's `what` is
// the system's own words; callers add which file it was about. kNotFound, kAlreadyExists, kPermissions or
// kIo. Thread-safe.
class Disk {
 public:
  virtual ~Disk() = default;

  // A new, empty file of mode 0600, open for writing. kAlreadyExists if there is one of that name.
  virtual Result<FileDescriptor> create(const std::filesystem::path& path) = 0;
  virtual Result<void> write(const FileDescriptor& file, std::string_view bytes) = 0;  // all of them
  // Once it returns, the file's bytes survive a power cut; its name does when its folder is synced.
  virtual Result<void> sync(const FileDescriptor& file) = 0;
  virtual Result<void> rename(const std::filesystem::path& from,
                              const std::filesystem::path& to) = 0;  // replaces `to`
  // The same, but kAlreadyExists if there is a `to`.
  virtual Result<void> rename_new(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
  // Another name for the same file; kAlreadyExists if there is a `to`. Not every file system has that.
  virtual Result<void> link(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
  virtual Result<void> remove(const std::filesystem::path& path) = 0;  // fine if there is none
  // Once it returns, the names of the folder survive a power cut.
  virtual Result<void> sync_folder(const std::filesystem::path& folder) = 0;
};

Disk& system_disk();

}  // namespace coffer
