// Where a name stands: the vault, then the trusted links files (spec 8.5, 8.6).
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "secrets/links_file.h"
#include "vault/store.h"

namespace coffer::secrets {

// A copy, so that it holds however the vault changes meanwhile.
struct CatalogEntry {
  std::string name;
  vault::AllowedDomains domains;
  bool enabled = true;
  std::variant<std::shared_ptr<const Secret>, vault::Link> value;
  std::string links_file;  // empty: it stands in the vault

  const vault::Link* link() const { return std::get_if<vault::Link>(&value); }
};

// Thread-safe, as long as nobody else changes the store meanwhile.
class Catalog {
 public:
  void use_vault(vault::Store* store);
  void use_links(LinksFile links);
  void note_untrusted(const std::filesystem::path& path);

  // kSecretNotFound, kLinksNotTrusted. Entries that are off are found.
  Result<CatalogEntry> find(const std::string& name) const;
  std::optional<int> cache_minutes() const;  // the vault's setting; nullopt without a vault

 private:
  mutable std::mutex mutex_;
  vault::Store* store_ = nullptr;
  std::vector<LinksFile> links_;
  std::map<std::string, std::string> untrusted_;  // name → file
};

}  // namespace coffer::secrets
