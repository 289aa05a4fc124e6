// Small private files of the state folder, each a word of the user's about one path: what TrustStore and
// GrantStore keep.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace coffer::secrets {

struct Mark {
  std::filesystem::path file;
  std::string text;
};

// As the file system names it, links followed; what does not exist (any more) as far as it does.
std::filesystem::path settled(const std::filesystem::path& path);

// All marks of a folder, in no order. A folder that does not exist has none.
Result<std::vector<Mark>> read_marks(const std::filesystem::path& folder);
// Of at most kMostMarkBytes. Makes the folder if missing; kPermissions where others may read or write it.
Result<void> write_mark(const std::filesystem::path& file, std::string_view text);
Result<void> remove_mark(const std::filesystem::path& file);
inline constexpr size_t kMostMarkBytes = size_t{64} * 1024;

}  // namespace coffer::secrets
