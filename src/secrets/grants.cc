#include "secrets/grants.h"

#include <algorithm>
#include <optional>

#include "base/files.h"
#include "crypto/hash.h"
#include "secrets/marks.h"

namespace coffer::secrets {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kDeny = "deny";
constexpr std::string_view kGrant = "grant ";

// A mark: "grant DIGEST" or "deny", a line feed, the collection's path.
struct Said {
  std::string digest;  // empty: denied
  fs::path collection;
};

std::optional<Said> parse(std::string_view text) {
  const size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view word = text.substr(0, end);
  Said said{"", fs::path(text.substr(end + 1))};
  if (word == kDeny) return said;
  if (!word.starts_with(kGrant) || word.size() == kGrant.size()) return std::nullopt;
  said.digest = word.substr(kGrant.size());
  return said;
}

std::string mark_text(std::string_view word, const fs::path& collection) {
  return std::string(word) + '\n' + collection.string();
}

std::string mark_name(const fs::path& collection) { return crypto::sha256_hex(collection.string()); }

}  // namespace

fs::path GrantStore::mark_of(const fs::path& settled_path) const { return folder_ / mark_name(settled_path); }

Result<Grant> GrantStore::find(const fs::path& collection, const std::string& script_digest) const {
  const fs::path path = settled(collection);
  const auto text = read_file(mark_of(path), kMostMarkBytes);
  if (!text && text.error().code == ErrorCode::kNotFound) return Grant::kNone;
  if (!text) return text.error();
  COFFER_TRY(check_private(folder_));  // what others could have written is no word of the user's
  if (auto own = check_private(mark_of(path)); !own) {
    if (own.error().code == ErrorCode::kNotFound) return Grant::kNone;  // revoked meanwhile
    return std::move(own).error();
  }
  const auto said = parse(*text);
  if (!said || said->collection != path) return Grant::kNone;
  if (said->digest.empty()) return Grant::kDenied;
  return said->digest == script_digest ? Grant::kGranted : Grant::kChanged;
}

Result<void> GrantStore::grant(const fs::path& collection, const std::string& script_digest) const {
  const fs::path path = settled(collection);
  return write_mark(mark_of(path), mark_text(std::string(kGrant) + script_digest, path));
}

Result<void> GrantStore::deny(const fs::path& collection) const {
  const fs::path path = settled(collection);
  return write_mark(mark_of(path), mark_text(kDeny, path));
}

Result<bool> GrantStore::revoke(const fs::path& collection) const {
  const fs::path mark = mark_of(settled(collection));
  std::error_code failure;
  if (!fs::exists(fs::symlink_status(mark, failure))) return false;
  COFFER_TRY(remove_mark(mark));
  return true;
}

Result<std::vector<GrantStore::Entry>> GrantStore::list() const {
  COFFER_ASSIGN(const auto marks, read_marks(folder_));
  std::vector<Entry> entries;
  for (const Mark& mark : marks) {
    const auto said = parse(mark.text);
    if (!said || mark.file.filename() != mark_name(said->collection)) continue;  // it counts for nothing
    entries.push_back({said->collection, !said->digest.empty()});
  }
  std::ranges::sort(entries, {}, &Entry::collection);
  return entries;
}

}  // namespace coffer::secrets
