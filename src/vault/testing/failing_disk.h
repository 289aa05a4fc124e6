// A disk that fails at one call, or from one call on.
#pragma once

#include <filesystem>

#include "base/disk.h"

namespace coffer::vault {

class FailingDisk final : public Disk {
 public:
  // The call of number `at` (from 0) fails with `error`, and so do all later ones if `for_good`: then nothing
  // can be cleared away either. A write that fails has written half.
  FailingDisk(size_t at, Error error, bool for_good)
      : at_(at), error_(std::move(error)), for_good_(for_good) {}

  Result<FileDescriptor> create(const std::filesystem::path& path) override {
    COFFER_TRY(next());
    return system_disk().create(path);
  }
  Result<void> write(const FileDescriptor& file, std::string_view bytes) override {
    if (auto failed = next(); !failed) {
      COFFER_TRY(system_disk().write(file, bytes.substr(0, bytes.size() / 2)));
      return failed;
    }
    return system_disk().write(file, bytes);
  }
  Result<void> sync(const FileDescriptor&) override { return next(); }
  Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
    COFFER_TRY(next());
    return system_disk().rename(from, to);
  }
  Result<void> rename_new(const std::filesystem::path& from, const std::filesystem::path& to) override {
    COFFER_TRY(next());
    return system_disk().rename_new(from, to);
  }
  Result<void> link(const std::filesystem::path& from, const std::filesystem::path& to) override {
    COFFER_TRY(next());
    return system_disk().link(from, to);
  }
  Result<void> remove(const std::filesystem::path& path) override {
    COFFER_TRY(next());
    return system_disk().remove(path);
  }
  Result<void> sync_folder(const std::filesystem::path&) override { return next(); }

  bool failed() const { return calls_ > at_; }

 private:
  Result<void> next() {
    const size_t call = calls_++;
    if (call == at_ || (for_good_ && call > at_)) return error_;
    return {};
  }

  size_t at_, calls_ = 0;
  Error error_;
  bool for_good_;
};

}  // namespace coffer::vault
