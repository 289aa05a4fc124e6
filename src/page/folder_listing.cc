#include "page/folder_listing.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "base/encoding.h"

namespace coffer::page {
namespace fs = std::filesystem;
namespace {

// A file may change twice within what its time tells apart; after so long it can't.
constexpr std::chrono::seconds kSettled{2};

bool left_out(const std::string& name) {
  return name.starts_with('.') || name == "node_modules" || !is_utf8(name);
}

bool is_json_file(const fs::directory_entry& entry) {
  std::error_code failure;
  return entry.path().extension() == ".json" && entry.is_regular_file(failure);
}

std::optional<ListedFile> look_at(const Folder& folder, const std::string& path) {
  const std::string name = fs::path(path).filename().string();
  auto file = folder.read(path);
  if (file) {
    auto known = known_file(name, file->text);
    return known ? std::optional(ListedFile{path, file->digest, *std::move(known)}) : std::nullopt;
  }
  auto known = known_by_name(name, to_string(file.error()));
  return known ? std::optional(ListedFile{path, "", *std::move(known)}) : std::nullopt;
}

// A small file is read whole; a large one is a collection if it names the format early, as Postman writes it.
bool begins_as_collection(const fs::path& file) {
  constexpr size_t kBeginning = size_t{64} << 10;
  std::ifstream stream(file, std::ios::binary);
  std::string text(kBeginning, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(stream.gcount()));
  if (text.size() == kBeginning) return names_collection_format(text);
  const auto known = known_file(file.filename().string(), text);
  return known && known->kind == FileKind::kCollection;
}

}  // namespace

std::vector<std::string> json_files(const fs::path& folder, const ListingLimits& limits) {
  std::vector<std::string> found;
  std::error_code failure;
  fs::recursive_directory_iterator each(folder, fs::directory_options::skip_permission_denied, failure);
  for (size_t seen = 0;
       !failure && each != fs::end(each) && seen < limits.entries && found.size() < limits.files;
       each.increment(failure), ++seen) {
    std::error_code of_entry;
    const bool is_folder = each->is_directory(of_entry);
    if (left_out(each->path().filename().string())) {
      if (is_folder) each.disable_recursion_pending();
    } else if (is_folder) {
      if (static_cast<size_t>(each.depth()) >= limits.depth) each.disable_recursion_pending();
    } else if (is_json_file(*each)) {
      found.push_back(each->path().lexically_relative(folder).generic_string());
    }
  }
  std::ranges::sort(found);
  return found;
}

std::string folder_fingerprint(const fs::path& folder) {
  std::string fingerprint;
  for (const std::string& path : json_files(folder)) {
    std::error_code failure;
    const auto size = fs::file_size(folder / path, failure);
    const auto changed = fs::last_write_time(folder / path, failure);
    fingerprint += fmt::format("{}\n{} {}\n", path, size, changed.time_since_epoch().count());
  }
  return fingerprint;
}

size_t count_collections(const fs::path& folder) {
  constexpr ListingLimits kOnlyHere{.depth = 0, .files = 500, .entries = 10'000};
  const auto files = json_files(folder, kOnlyHere);
  return static_cast<size_t>(std::ranges::count_if(
      files, [&](const std::string& name) { return begins_as_collection(folder / name); }));
}

std::vector<ListedFile> FolderListing::list(const Folder& folder, const ListingLimits& limits) {
  std::vector<ListedFile> files;
  const auto root = folder.root();
  if (!root) return files;
  std::map<fs::path, Seen> seen;
  const std::lock_guard lock(mutex_);
  for (const std::string& path : json_files(*root, limits)) {
    std::error_code failure;
    const fs::path file = *root / path;
    Seen now{fs::file_size(file, failure), fs::last_write_time(file, failure), {}};
    const auto before = seen_.find(file);
    if (before != seen_.end() && before->second.size == now.size && before->second.changed == now.changed)
      now.file = before->second.file;
    else
      now.file = look_at(folder, path);
    if (now.file) {
      now.file->path = path;  // the folder that was open before may have been another
      files.push_back(*now.file);
    }
    if (now.changed + kSettled < fs::file_time_type::clock::now()) seen.emplace(file, std::move(now));
  }
  seen_ = std::move(seen);
  return files;
}

}  // namespace coffer::page
