// coffer.links.json: name → link, beside a collection, made to be committed to git (spec 8.5, 8.6).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/environment.h"
#include "base/result.h"
#include "vault/allowed_domains.h"
#include "vault/link.h"

namespace coffer::secrets {

struct LinksEntry {
  std::string name;
  vault::Link link;
  vault::AllowedDomains domains;
};

struct LinksFile {
  std::filesystem::path path;
  std::string content_hash;  // SHA-256, hex, of the file's bytes
  std::vector<LinksEntry> entries;
};

inline constexpr const char* kLinksFileName = "coffer.links.json";

// docs/coffer.links.schema.json is the format. kMalformed / kInvalidArgument name the entry and the field; unknown members are refused.
Result<LinksFile> load_links_file(const std::filesystem::path& path);

// Which contents the user trusts: kept in the state folder by path and content hash, as direnv does.
class TrustStore {
 public:
  explicit TrustStore(std::filesystem::path folder) : folder_(std::move(folder)) {}
  bool trusts(const LinksFile& file) const;
  Result<void> trust(const LinksFile& file) const;
  Result<bool> revoke(const std::filesystem::path& path) const;  // false if it was not trusted
  Result<std::vector<std::filesystem::path>> list() const;

 private:
  std::filesystem::path folder_;
};

}  // namespace coffer::secrets
