#include "page/recent_folders.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/files.h"
#include "json/json.h"

namespace coffer::page {
namespace fs = std::filesystem;

namespace {
constexpr size_t kMostBytes = size_t{1} << 20;
}

std::vector<fs::path> RecentFolders::list() const {
  std::vector<fs::path> folders;
  const auto text = read_file(file_, kMostBytes);
  if (!text) return folders;
  const auto document = json::parse(*text);
  const json::Array* list = document ? json::find_array(*document, "folders") : nullptr;
  if (list == nullptr) return folders;
  for (const json::Value& each : *list) {
    std::error_code failure;
    if (each.is_string() && fs::is_directory(std::string(json::view(each.get_string())), failure))
      folders.emplace_back(std::string(json::view(each.get_string())));
  }
  return folders;
}

Result<void> RecentFolders::add(const fs::path& folder) const {
  if (!is_utf8(folder.string())) return {};
  std::vector<fs::path> folders = list();
  std::erase(folders, folder);
  folders.insert(folders.begin(), folder);
  json::Array texts;
  for (const fs::path& each : folders)
    if (texts.size() < kMost) texts.emplace_back(each.string());
  COFFER_TRY(make_private_folder(file_.parent_path()));
  return replace_file(file_, json::dump_pretty(json::Object{{"folders", std::move(texts)}}) + "\n");
}

}  // namespace coffer::page
