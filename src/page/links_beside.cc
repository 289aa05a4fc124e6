#include "page/links_beside.h"

#include <fmt/format.h>

#include "secrets/link_text.h"
#include "secrets/links_file.h"

namespace coffer::page {
namespace {

std::filesystem::path file_beside(const FolderFile& collection) {
  return collection.folder() / secrets::kLinksFileName;
}

json::Array entries_json(const secrets::LinksFile& file) {
  json::Array entries;
  for (const secrets::LinksEntry& entry : file.entries) {
    json::Object shown{{"name", entry.name},
                       {"target", secrets::link_target(entry.link)},
                       {"domains", entry.domains.any() ? "" : entry.domains.text()}};
    if (!entry.link.role.empty()) shown["role"] = entry.link.role;
    entries.push_back(std::move(shown));
  }
  return entries;
}

}  // namespace

json::Object links_beside_json(const FolderFile& collection, const std::filesystem::path& state_folder) {
  std::error_code failure;
  if (!std::filesystem::exists(file_beside(collection), failure)) return {};
  const std::filesystem::path above = std::filesystem::path(collection.path).parent_path();
  json::Object shown{{"path", (above / secrets::kLinksFileName).generic_string()}, {"trusted", false}};
  const auto file = secrets::load_links_file(file_beside(collection));
  if (!file) {
    shown["problem"] = to_string(file.error());
    return shown;
  }
  shown["trusted"] = secrets::TrustStore(state_folder).trusts(*file);
  shown["digest"] = file->content_hash;
  shown["entries"] = entries_json(*file);
  return shown;
}

Result<void> trust_links_beside(const FolderFile& collection, const std::filesystem::path& state_folder,
                                const std::optional<std::string>& seen) {
  COFFER_ASSIGN(const secrets::LinksFile file, secrets::load_links_file(file_beside(collection)));
  if (seen && *seen != file.content_hash)
    return Error{ErrorCode::kConflict, fmt::format("{} has been changed meanwhile", file.path.string()),
                 "Look at what is in it now.", "digest"};
  return secrets::TrustStore(state_folder).trust(file);
}

}  // namespace coffer::page
