// A disk that does everything for real and remembers what it did, for crash_states.h to undo.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/disk.h"

namespace coffer::vault {

// What a file system was asked to do, in order. Files are numbered as they were created; names are without
// their folder (there is one folder only).
struct DiskStep {
  enum class Kind { kCreate, kWrite, kSync, kRename, kLink, kRemove, kSyncFolder };
  Kind kind = Kind::kCreate;
  size_t file = 0;          // kWrite, kSync; of kCreate the new one's number
  std::string name = {};    // kCreate, kRemove; of kRename and kLink the old name
  std::string target = {};  // kRename, kLink
  std::string bytes = {};   // kWrite
};

// `ignore` leaves out of the record what a lying disk, or a program that forgot it, would leave out: the
// deliberate break that shows that a test would notice.
class RecordingDisk final : public Disk {
 public:
  enum class Ignore { kNothing, kSync, kSyncFolder };
  explicit RecordingDisk(Ignore ignore = Ignore::kNothing) : ignore_(ignore) {}

  Result<FileDescriptor> create(const std::filesystem::path& path) override;
  Result<void> write(const FileDescriptor& file, std::string_view bytes) override;
  Result<void> sync(const FileDescriptor& file) override;
  Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
  Result<void> rename_new(const std::filesystem::path& from, const std::filesystem::path& to) override;
  Result<void> link(const std::filesystem::path& from, const std::filesystem::path& to) override;
  Result<void> remove(const std::filesystem::path& path) override;
  Result<void> sync_folder(const std::filesystem::path& folder) override;

  const std::vector<DiskStep>& steps() const { return steps_; }

 private:
  Ignore ignore_;
  std::vector<DiskStep> steps_;
  std::map<int, size_t> open_;  // descriptor → file
  size_t files_ = 0;
};

}  // namespace coffer::vault
