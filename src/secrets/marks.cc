#include "secrets/marks.h"

#include <fmt/format.h>

#include "base/files.h"

namespace coffer::secrets {
namespace fs = std::filesystem;

fs::path settled(const fs::path& path) {
  std::error_code failure;
  fs::path found = fs::weakly_canonical(fs::absolute(path), failure);
  return failure ? fs::absolute(path) : found;
}

Result<std::vector<Mark>> read_marks(const fs::path& folder) {
  std::vector<Mark> marks;
  std::error_code failure;
  fs::directory_iterator entries(folder, failure);
  if (failure == std::errc::no_such_file_or_directory) return marks;
  for (; !failure && entries != fs::directory_iterator(); entries.increment(failure)) {
    if (entries->path().filename().string().starts_with('.')) continue;  // a write that was cut short
    auto text = read_file(entries->path(), kMostMarkBytes);
    if (!text && text.error().code == ErrorCode::kNotFound) continue;  // removed meanwhile
    if (!text) return std::move(text).error();
    marks.push_back({entries->path(), std::move(*text)});
  }
  if (failure)
    return Error{ErrorCode::kIo, fmt::format("could not list {}: {}", folder.string(), failure.message())};
  return marks;
}

Result<void> write_mark(const fs::path& file, std::string_view text) {
  const fs::path folder = file.parent_path();
  COFFER_TRY(make_private_folder(folder));
  COFFER_TRY(check_private(folder));
  return replace_file(file, text);
}

Result<void> remove_mark(const fs::path& file) {
  std::error_code failure;
  fs::remove(file, failure);
  if (failure)
    return Error{ErrorCode::kIo, fmt::format("could not remove {}: {}", file.string(), failure.message())};
  return {};
}

}  // namespace coffer::secrets
