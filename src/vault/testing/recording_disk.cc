#include "vault/testing/recording_disk.h"

namespace coffer::vault {
namespace fs = std::filesystem;
using Kind = DiskStep::Kind;

Result<FileDescriptor> RecordingDisk::create(const fs::path& path) {
  auto file = system_disk().create(path);
  if (!file) return file;
  open_[file->get()] = files_;
  steps_.push_back({.kind = Kind::kCreate, .file = files_++, .name = path.filename()});
  return file;
}

Result<void> RecordingDisk::write(const FileDescriptor& file, std::string_view bytes) {
  COFFER_TRY(system_disk().write(file, bytes));
  steps_.push_back({.kind = Kind::kWrite, .file = open_.at(file.get()), .bytes = std::string(bytes)});
  return {};
}

// Nothing is synced for real: what would survive is computed from the record.
Result<void> RecordingDisk::sync(const FileDescriptor& file) {
  if (ignore_ != Ignore::kSync) steps_.push_back({.kind = Kind::kSync, .file = open_.at(file.get())});
  return {};
}

Result<void> RecordingDisk::rename(const fs::path& from, const fs::path& to) {
  COFFER_TRY(system_disk().rename(from, to));
  steps_.push_back({.kind = Kind::kRename, .name = from.filename(), .target = to.filename()});
  return {};
}

Result<void> RecordingDisk::rename_new(const fs::path& from, const fs::path& to) {
  COFFER_TRY(system_disk().rename_new(from, to));
  steps_.push_back({.kind = Kind::kRename, .name = from.filename(), .target = to.filename()});
  return {};
}

Result<void> RecordingDisk::link(const fs::path& from, const fs::path& to) {
  COFFER_TRY(system_disk().link(from, to));
  steps_.push_back({.kind = Kind::kLink, .name = from.filename(), .target = to.filename()});
  return {};
}

Result<void> RecordingDisk::remove(const fs::path& path) {
  const bool there = fs::exists(fs::symlink_status(path));
  COFFER_TRY(system_disk().remove(path));
  if (there) steps_.push_back({.kind = Kind::kRemove, .name = path.filename()});
  return {};
}

Result<void> RecordingDisk::sync_folder(const fs::path&) {
  if (ignore_ != Ignore::kSyncFolder) steps_.push_back({.kind = Kind::kSyncFolder});
  return {};
}

}  // namespace coffer::vault
