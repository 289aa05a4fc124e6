// The folders that were open in the page, kept in the state folder.
#pragma once

#include <filesystem>
#include <vector>

#include "base/result.h"

namespace coffer::page {

class RecentFolders {
 public:
  static constexpr size_t kMost = 10;

  explicit RecentFolders(const std::filesystem::path& state_folder)
      : file_(state_folder / "page-folders.json") {}

  // The latest first; those that are gone are left out. Empty where the file can't be read.
  std::vector<std::filesystem::path> list() const;
  Result<void> add(const std::filesystem::path& folder) const;

 private:
  std::filesystem::path file_;
};

}  // namespace coffer::page
