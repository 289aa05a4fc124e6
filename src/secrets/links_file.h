// coffer.links.json: name → link, beside a collection, made to be committed to git (spec 8.5, 8.6).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "json/json.h"
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

// docs/coffer.links.schema.json is the format. kMalformed / kInvalidArgument name the entry and the field;
// unknown members are refused. At most kMostLinksBytes.
Result<std::vector<LinksEntry>> parse_links(std::string_view text);
Result<LinksFile> load_links_file(const std::filesystem::path& path);
inline constexpr size_t kMostLinksBytes = size_t{1} << 20;

// A link's members as a links file has them, but with the provider always.
json::Object link_members(const vault::Link& link);

// The text of a links file with these entries, in their order; load_links_file reads it back to the same.
std::string links_file_text(const std::vector<LinksEntry>& entries);

// Which contents the user trusts: kept in the state folder by path and content hash, as direnv does. One
// small file for each, named by the hash of both and holding the path, in `folder`/trusted-links; a changed
// or moved links file is not trusted.
class TrustStore {
 public:
  explicit TrustStore(const std::filesystem::path& state_folder) : folder_(state_folder / "trusted-links") {}
  bool trusts(const LinksFile& file) const;
  Result<void> trust(const LinksFile& file) const;
  Result<bool> revoke(const std::filesystem::path& path) const;  // false if it was not trusted
  Result<std::vector<std::filesystem::path>> list() const;

 private:
  std::filesystem::path folder_;
};

}  // namespace coffer::secrets
