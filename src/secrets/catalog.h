// Where a name stands: the vault, then the trusted links files (spec 8.5, 8.6).
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "secrets/links_file.h"
#include "vault/store.h"

namespace coffer::secrets {

// A copy, so that it holds however the vault changes meanwhile.
struct CatalogEntry {
  std::string name;
  vault::AllowedDomains domains;
  bool enabled = true;
  vault::ScriptPolicy scripts = vault::ScriptPolicy::kAsk;
  std::variant<std::shared_ptr<const Secret>, vault::Link> value;
  std::string links_file;           // empty: it stands in the vault
  std::chrono::seconds offline{0};  // as vault::Entry's; links files have no snapshots

  const vault::Link* link() const { return std::get_if<vault::Link>(&value); }
};

// Thread-safe, as long as nobody but it changes the store meanwhile.
class Catalog {
 public:
  void use_vault(vault::Store* store);
  void use_links(LinksFile links);
  void note_untrusted(const std::filesystem::path& path);

  // kSecretNotFound, kLinksNotTrusted. Entries that are off are found.
  Result<CatalogEntry> find(const std::string& name) const;
  // The snapshot that the vault has of `entry`, also one that has expired; nullopt for one of another link.
  std::optional<vault::Snapshot> snapshot(const CatalogEntry& entry) const;
  // Puts them into the vault, but for those whose entry is another one by now. Waits for another writer a
  // moment only. Errors as Store::update().
  Result<void> keep_snapshots(std::vector<vault::Snapshot> snapshots);

  std::optional<int> cache_minutes() const;  // the vault's setting; nullopt without a vault

  // What scripts do to the vault's local secrets (spec 6.1). kUnsupported for a linked one (also by a links
  // file), kAccessDenied for one that is never for scripts, kVaultMissing; else as Store::update().
  Result<void> check_script_change(const std::string& name) const;
  Result<void> set_by_script(const std::string& name, const Secret& value, WallTime now);
  Result<void> unset_by_script(const std::string& name);  // fine if there is no such secret

 private:
  Result<CatalogEntry> find_locked(const std::string& name) const;
  Result<void> check_change_locked(const std::string& name) const;

  mutable std::mutex mutex_;
  vault::Store* store_ = nullptr;
  std::vector<LinksFile> links_;
  std::map<std::string, std::string> untrusted_;  // name → file
};

}  // namespace coffer::secrets
