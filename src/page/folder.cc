#include "page/folder.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"
#include "base/files.h"
#include "crypto/hash.h"
#include "postman/collection.h"

namespace coffer::page {
namespace fs = std::filesystem;
namespace {

constexpr size_t kMostParsed = 8;     // of each kind are kept
constexpr size_t kMostStem = 100;     // bytes of a file name, before what tells its kind
constexpr int kMostOfOneName = 1000;  // "stem 1000"

Error wrong_path(std::string_view why) {
  return {ErrorCode::kInvalidArgument, fmt::format("this is no file of the folder: {}", why), "", "path"};
}

Error none_open() {
  return {ErrorCode::kNotFound, "no folder is open", "Open the folder that your collections are in.",
          "folder"};
}

// What can be said of a path before the disk is asked.
Result<void> check_path(std::string_view path) {
  if (path.empty() || path.find('\0') != std::string_view::npos || path.starts_with('/'))
    return wrong_path("its path must be relative");
  for (const fs::path& part : fs::path(path))
    if (part.empty() || part.native().starts_with('.'))
      return wrong_path("its path has a hidden part, or one of dots");
  if (!path.ends_with(".json")) return wrong_path("its name does not end in .json");
  return {};
}

bool is_below(const fs::path& file, const fs::path& folder) {
  return std::ranges::mismatch(folder, file).in1 == folder.end();
}

std::string safe_stem(std::string_view name) {
  std::string stem;
  for (const char c : name) {
    const bool refused =
        static_cast<unsigned char>(c) < ' ' || c == '\x7F' || std::string_view("/\\:*?\"<>|").contains(c);
    stem += refused ? ' ' : c;
  }
  stem = trim(stem);
  stem.erase(0, std::min(stem.find_first_not_of(". "), stem.size()));
  while (stem.size() > kMostStem || !is_utf8(stem)) stem.pop_back();
  return stem.empty() ? "Untitled" : std::string(trim(stem));
}

FolderFile with_text(const FolderFile& at, std::string text) {
  std::string digest = crypto::sha256_hex(text);
  return {at.path, at.file, std::move(text), std::move(digest)};
}

}  // namespace

Result<void> Folder::open(const fs::path& folder) {
  std::error_code failure;
  const fs::path found = fs::canonical(folder, failure);
  if (failure || !fs::is_directory(found, failure))
    return Error{ErrorCode::kInvalidArgument, fmt::format("there is no folder {}", folder.string()), "",
                 "folder"};
  const std::lock_guard lock(mutex_);
  root_ = found;
  collections_.clear();
  variables_.clear();
  return {};
}

std::optional<fs::path> Folder::root() const {
  const std::lock_guard lock(mutex_);
  return root_;
}

// The path's links are followed first, so that it is judged by where it leads.
Result<fs::path> Folder::file_of(const std::string& path, bool existing) const {
  const auto folder = root();
  if (!folder) return none_open();
  COFFER_TRY(check_path(path));
  std::error_code failure;
  const fs::path named = *folder / path;
  const fs::path file = existing ? fs::canonical(named, failure)
                                 : fs::canonical(named.parent_path(), failure) / named.filename();
  if (failure)
    return Error{ErrorCode::kNotFound, fmt::format("the folder has no file {}", path),
                 "It may have been moved or removed.", "path"};
  if (!is_below(file, *folder)) return wrong_path("it leads out of the folder");
  if (existing && !fs::is_regular_file(file, failure)) return wrong_path("it is something else than a file");
  return file;
}

Result<FolderFile> Folder::read(const std::string& path) const {
  COFFER_ASSIGN(fs::path file, file_of(path, true));
  COFFER_ASSIGN(std::string text, read_file(file, kMostBytes));
  return with_text({path, std::move(file), {}, {}}, std::move(text));
}

template <class Open, class Parse>
Result<std::shared_ptr<const Open>> Folder::cached(const std::string& path, Cache<Open>& cache,
                                                   Parse&& parse) const {
  COFFER_ASSIGN(FolderFile file, read(path));
  {
    const std::lock_guard lock(mutex_);
    const auto found = cache.find(path);
    if (found != cache.end() && found->second->digest == file.digest && found->second->file == file.file)
      return found->second;
  }
  auto parsed = parse(file.text);
  if (!parsed) return std::move(parsed).error();
  auto open = std::make_shared<const Open>(std::move(file), *std::move(parsed));
  const std::lock_guard lock(mutex_);
  if (cache.size() >= kMostParsed) cache.erase(cache.begin());
  cache.insert_or_assign(path, open);
  return open;
}

Result<std::shared_ptr<const OpenCollection>> Folder::collection(const std::string& path) const {
  return cached(path, collections_, postman::parse_collection);
}

Result<std::shared_ptr<const OpenVariables>> Folder::variables(const std::string& path) const {
  return cached(path, variables_, postman::parse_variable_file);
}

Result<std::string> Folder::edit(const std::string& path, const std::optional<std::string>& known,
                                 const Edit& edit) {
  const std::lock_guard lock(writing_);
  COFFER_ASSIGN(const FolderFile before, read(path));
  if (known && *known != before.digest)
    return Error{ErrorCode::kConflict, fmt::format("{} has been changed meanwhile", path),
                 "Look at what is there now, or overwrite it.", "digest"};
  COFFER_ASSIGN(const std::string text, edit(before));
  if (text.size() > kMostBytes)
    return Error{ErrorCode::kTooLarge, fmt::format("{} would be larger than {} bytes", path, kMostBytes)};
  if (text != before.text) COFFER_TRY(rewrite_file(before.file, text));
  return crypto::sha256_hex(text);
}

Result<std::string> Folder::create(std::string_view stem, std::string_view extension, std::string_view text) {
  const auto folder = root();
  if (!folder) return none_open();
  const std::string safe = safe_stem(stem);
  for (int number = 1;; ++number) {
    const std::string path =
        fmt::format("{}{}{}", safe, number == 1 ? "" : fmt::format(" {}", number), extension);
    const Result<void> created = create_file(*folder / path, text);
    if (created) return path;
    if (created.error().code != ErrorCode::kAlreadyExists || number == kMostOfOneName) return created.error();
  }
}

Result<void> Folder::put_back(const FolderFile& file) {
  COFFER_ASSIGN(const fs::path target, file_of(file.path, false));
  return create_file(target, file.text);
}

Result<FolderFile> Folder::remove(const std::string& path) {
  const std::lock_guard lock(writing_);
  COFFER_ASSIGN(FolderFile file, read(path));
  std::error_code failure;
  // Of a symbolic link only the link goes.
  const auto folder = root();
  if (!folder) return none_open();
  if (!fs::remove(*folder / path, failure))
    return Error{ErrorCode::kIo, fmt::format("could not remove {}: {}", path, failure.message()), "", "path"};
  return file;
}

}  // namespace coffer::page
