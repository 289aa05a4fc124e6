#include "secrets/catalog.h"

#include <algorithm>

#include "secrets/resolve_error.h"

namespace coffer::secrets {
namespace {

CatalogEntry copy_of(const vault::Entry& entry) {
  CatalogEntry copy;
  copy.name = entry.name;
  copy.domains = entry.domains;
  copy.enabled = entry.enabled;
  if (const auto* link = std::get_if<vault::Link>(&entry.value)) {
    copy.value = *link;
  } else {
    copy.value = std::make_shared<const Secret>(std::get<Secret>(entry.value).clone());
  }
  return copy;
}

}  // namespace

void Catalog::use_vault(vault::Store* store) {
  const std::lock_guard lock(mutex_);
  store_ = store;
}

void Catalog::use_links(LinksFile links) {
  const std::lock_guard lock(mutex_);
  links_.push_back(std::move(links));
}

void Catalog::note_untrusted(const std::filesystem::path& path) {
  const auto file = load_links_file(path);
  if (!file) return;
  const std::lock_guard lock(mutex_);
  for (const LinksEntry& entry : file->entries) untrusted_.emplace(entry.name, path.string());
}

Result<CatalogEntry> Catalog::find(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  if (store_ != nullptr) {
    if (const vault::Entry* entry = store_->content().find(name)) return copy_of(*entry);
  }
  for (const LinksFile& file : links_) {
    const auto entry = std::ranges::find(file.entries, name, &LinksEntry::name);
    if (entry != file.entries.end())
      return CatalogEntry{name, entry->domains, true, entry->link, file.path.string()};
  }
  if (const auto file = untrusted_.find(name); file != untrusted_.end())
    return links_not_trusted(name, file->second);
  std::vector<std::string> known;
  if (store_ != nullptr) {
    for (const vault::Entry& entry : store_->content().entries) known.push_back(entry.name);
  }
  for (const LinksFile& file : links_) {
    for (const LinksEntry& entry : file.entries) known.push_back(entry.name);
  }
  return secret_not_found(name, known);
}

std::optional<int> Catalog::cache_minutes() const {
  const std::lock_guard lock(mutex_);
  return store_ != nullptr ? std::optional(store_->content().settings.cache_minutes) : std::nullopt;
}

}  // namespace coffer::secrets
