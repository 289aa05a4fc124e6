// Which collections and environments a folder holds.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "page/file_kind.h"
#include "page/folder.h"

namespace coffer::page {

struct ListedFile {
  std::string path;  // relative to the folder
  std::string digest;
  KnownFile known;
};

// The *.json files below a folder, by path: relative, sorted. Hidden folders, node_modules and symbolic links
// to folders are left out; so is what goes beyond the limits.
struct ListingLimits {
  size_t depth = 8;         // folders below each other
  size_t files = 2000;      // of that name
  size_t entries = 50'000;  // of any kind that are looked at
};
std::vector<std::string> json_files(const std::filesystem::path& folder, const ListingLimits& limits = {});

// One text for the names, sizes and times of these files: another where anything was changed.
std::string folder_fingerprint(const std::filesystem::path& folder);

// How many collections lie in a folder itself, told by the beginnings of its files: quick, for folders that
// are only passed by.
size_t count_collections(const std::filesystem::path& folder);

// Files that have not changed since are not read again. Thread-safe.
class FolderListing {
 public:
  std::vector<ListedFile> list(const Folder& folder, const ListingLimits& limits = {});

 private:
  struct Seen {
    uintmax_t size = 0;
    std::filesystem::file_time_type changed;
    std::optional<ListedFile> file;  // none: nothing of Coffer's
  };
  std::mutex mutex_;
  std::map<std::filesystem::path, Seen> seen_;
};

}  // namespace coffer::page
