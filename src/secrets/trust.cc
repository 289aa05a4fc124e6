// Trust in links files: see TrustStore in links_file.h.
#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "crypto/hash.h"
#include "secrets/links_file.h"

namespace coffer::secrets {
namespace fs = std::filesystem;
namespace {

constexpr size_t kMostPathBytes = size_t{64} * 1024;

fs::path settled(const fs::path& path) {
  std::error_code failure;
  fs::path found = fs::weakly_canonical(fs::absolute(path), failure);
  return failure ? fs::absolute(path) : found;
}

std::string mark_name(const fs::path& path, const std::string& content_hash) {
  return crypto::sha256_hex(path.string() + '\n' + content_hash);
}

// The marks, each with the path that it trusts. A folder that does not exist has none.
Result<std::vector<std::pair<fs::path, fs::path>>> read_marks(const fs::path& folder) {
  std::vector<std::pair<fs::path, fs::path>> marks;
  std::error_code failure;
  fs::directory_iterator entries(folder, failure);
  if (failure == std::errc::no_such_file_or_directory) return marks;
  for (; !failure && entries != fs::directory_iterator(); entries.increment(failure)) {
    if (entries->path().filename().string().starts_with('.')) continue;  // a write that was cut short
    COFFER_ASSIGN(const std::string path, read_file(entries->path(), kMostPathBytes));
    marks.emplace_back(entries->path(), path);
  }
  if (failure)
    return Error{ErrorCode::kIo, fmt::format("could not list {}: {}", folder.string(), failure.message())};
  return marks;
}

Result<bool> remove_marks(const fs::path& folder, const fs::path& path) {
  COFFER_ASSIGN(const auto marks, read_marks(folder));
  bool removed = false;
  for (const auto& [mark, trusted] : marks) {
    if (trusted != path) continue;
    std::error_code failure;
    fs::remove(mark, failure);
    if (failure)
      return Error{ErrorCode::kIo, fmt::format("could not remove {}: {}", mark.string(), failure.message())};
    removed = true;
  }
  return removed;
}

}  // namespace

bool TrustStore::trusts(const LinksFile& file) const {
  const fs::path path = settled(file.path);
  const fs::path mark = folder_ / mark_name(path, file.content_hash);
  if (!check_private(folder_) || !check_private(mark))
    return false;  // a mark that others could have set proves nothing
  const auto trusted = read_file(mark, kMostPathBytes);
  return trusted && *trusted == path.string();
}

Result<void> TrustStore::trust(const LinksFile& file) const {
  const fs::path path = settled(file.path);
  COFFER_TRY(make_private_folder(folder_));
  COFFER_TRY(check_private(folder_));
  COFFER_TRY(remove_marks(folder_, path));  // older contents of the same file
  return replace_file(folder_ / mark_name(path, file.content_hash), path.string());
}

Result<bool> TrustStore::revoke(const fs::path& path) const { return remove_marks(folder_, settled(path)); }

Result<std::vector<fs::path>> TrustStore::list() const {
  COFFER_ASSIGN(const auto marks, read_marks(folder_));
  std::vector<fs::path> paths;
  for (const auto& [mark, trusted] : marks) paths.push_back(trusted);
  std::ranges::sort(paths);
  return paths;
}

}  // namespace coffer::secrets
