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
  copy.scripts = entry.scripts;
  copy.offline = entry.offline;
  if (const auto* link = std::get_if<vault::Link>(&entry.value)) {
    copy.value = *link;
  } else {
    copy.value = std::make_shared<const Secret>(std::get<Secret>(entry.value).clone());
  }
  return copy;
}

// A send waits for it.
constexpr std::chrono::seconds kWriterPatience{1};

// Once more, on what another process may have written meanwhile.
Result<void> check_change(const vault::Entry& entry) {
  if (const auto* link = std::get_if<vault::Link>(&entry.value)) return linked_elsewhere(entry.name, *link);
  if (entry.scripts == vault::ScriptPolicy::kNever) return never_for_scripts(entry.name);
  return {};
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
  return find_locked(name);
}

Result<CatalogEntry> Catalog::find_locked(const std::string& name) const {
  if (store_ != nullptr) {
    if (const vault::Entry* entry = store_->content().find(name)) return copy_of(*entry);
  }
  for (const LinksFile& file : links_) {
    const auto entry = std::ranges::find(file.entries, name, &LinksEntry::name);
    if (entry != file.entries.end())
      return CatalogEntry{name,        entry->domains,     true, vault::ScriptPolicy::kAsk,
                          entry->link, file.path.string(), {}};
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

Result<void> Catalog::check_script_change(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  return check_change_locked(name);
}

Result<void> Catalog::check_change_locked(const std::string& name) const {
  COFFER_TRY(vault::check_name(name));
  const auto found = find_locked(name);
  if (!found && found.error().code != ErrorCode::kSecretNotFound) return found.error();
  if (found && found->scripts == vault::ScriptPolicy::kNever) return never_for_scripts(name);
  if (found && found->link() != nullptr) return linked_elsewhere(name, *found->link());
  if (store_ == nullptr) return no_vault_to_change(name);
  return {};
}

Result<void> Catalog::set_by_script(const std::string& name, const Secret& value, WallTime now) {
  const std::lock_guard lock(mutex_);
  COFFER_TRY(check_change_locked(name));
  return store_->update([&](vault::Content& content) -> Result<void> {
    vault::Entry* entry = content.find(name);
    if (entry == nullptr) {
      entry = &content.entries.emplace_back();
      entry->name = name;
      entry->created = now;
    }
    COFFER_TRY(check_change(*entry));
    entry->value = value.clone();
    entry->changed = now;
    return {};
  });
}

Result<void> Catalog::unset_by_script(const std::string& name) {
  const std::lock_guard lock(mutex_);
  COFFER_TRY(check_change_locked(name));
  if (store_->content().find(name) == nullptr) return {};
  return store_->update([&](vault::Content& content) -> Result<void> {
    const auto entry = std::ranges::find(content.entries, name, &vault::Entry::name);
    if (entry == content.entries.end()) return {};
    COFFER_TRY(check_change(*entry));
    content.entries.erase(entry);
    return {};
  });
}

std::optional<vault::Snapshot> Catalog::snapshot(const CatalogEntry& entry) const {
  const std::lock_guard lock(mutex_);
  if (store_ == nullptr || !entry.links_file.empty()) return std::nullopt;
  const vault::Snapshot* kept = store_->content().snapshot_of(entry.name);
  const vault::Entry* mine = store_->content().find(entry.name);
  if (kept == nullptr || mine == nullptr || !vault::belongs_to(*kept, *mine)) return std::nullopt;
  std::optional<vault::Snapshot> copy = kept->clone();
  copy->expires = vault::end_of(*kept, *mine);
  return copy;
}

Result<void> Catalog::keep_snapshots(std::vector<vault::Snapshot> snapshots) {
  const std::lock_guard lock(mutex_);
  if (store_ == nullptr) return {};
  return store_->update(
      [&](vault::Content& content) -> Result<void> {
        for (vault::Snapshot& each : snapshots) {
          const vault::Entry* entry = content.find(each.name);
          if (entry == nullptr || !vault::belongs_to(each, *entry)) continue;
          std::erase_if(content.snapshots, [&](const auto& old) { return old.name == each.name; });
          content.snapshots.push_back(std::move(each));
        }
        return {};
      },
      kWriterPatience);
}

std::optional<int> Catalog::cache_minutes() const {
  const std::lock_guard lock(mutex_);
  return store_ != nullptr ? std::optional(store_->content().settings.cache_minutes) : std::nullopt;
}

}  // namespace coffer::secrets
