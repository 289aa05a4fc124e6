// Trust in links files: see TrustStore in links_file.h.
#include <algorithm>

#include "base/files.h"
#include "crypto/hash.h"
#include "secrets/links_file.h"
#include "secrets/marks.h"

namespace coffer::secrets {
namespace fs = std::filesystem;
namespace {

std::string mark_name(const fs::path& path, const std::string& content_hash) {
  return crypto::sha256_hex(path.string() + '\n' + content_hash);
}

Result<bool> remove_marks(const fs::path& folder, const fs::path& path) {
  COFFER_ASSIGN(const auto marks, read_marks(folder));
  bool removed = false;
  for (const Mark& mark : marks) {
    if (mark.text != path.string()) continue;
    COFFER_TRY(remove_mark(mark.file));
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
  const auto trusted = read_file(mark, kMostMarkBytes);
  return trusted && *trusted == path.string();
}

Result<void> TrustStore::trust(const LinksFile& file) const {
  const fs::path path = settled(file.path);
  COFFER_TRY(remove_marks(folder_, path));  // older contents of the same file
  return write_mark(folder_ / mark_name(path, file.content_hash), path.string());
}

Result<bool> TrustStore::revoke(const fs::path& path) const { return remove_marks(folder_, settled(path)); }

Result<std::vector<fs::path>> TrustStore::list() const {
  COFFER_ASSIGN(const auto marks, read_marks(folder_));
  std::vector<fs::path> paths;
  for (const Mark& mark : marks) paths.emplace_back(mark.text);
  std::ranges::sort(paths);
  return paths;
}

}  // namespace coffer::secrets
