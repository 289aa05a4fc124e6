// Links to KV engines of HashiCorp Vault and OpenBao.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/encoding.h"
#include "hashicorp/server.h"
#include "secrets/link_checks.h"

namespace coffer::secrets {
namespace {

constexpr size_t kLongestPath = 1024;
constexpr size_t kLongestField = 1024;

// Segments between single slashes; one at either end is taken off. Spaces, dots and what else a server allows
// are fine; "." and ".." would lead to another path on the way.
Result<std::string> path_of(std::string_view text, const std::string& field) {
  text = trim(text);
  if (text.starts_with('/')) text.remove_prefix(1);
  if (text.ends_with('/')) text.remove_suffix(1);
  text = trim(text);
  COFFER_TRY(check_link_text(text, field, kLongestPath));
  for (size_t from = 0; !text.empty() && from <= text.size();) {
    const size_t end = std::min(text.find('/', from), text.size());
    const std::string_view segment = text.substr(from, end - from);
    if (segment.empty() || segment == "." || segment == "..") {
      return wrong_field(field, fmt::format("it has a part “{}” between slashes", segment),
                         "Write it as in vault kv get: app/db");
    }
    from = end + 1;
  }
  return std::string(text);
}

Result<std::string> version_of(const std::string& given) {
  const std::string version(trim(given));
  uint32_t number = 0;
  const auto [end, error] = std::from_chars(version.data(), version.data() + version.size(), number);
  const bool valid = error == std::errc() && end == version.data() + version.size() && number > 0 &&
                     std::to_string(number) == version;
  if (version.empty() || valid) return version;
  return wrong_field("Version", "it is no version's number",
                     "Give 1 or more, or leave it out for the newest.");
}

}  // namespace

Result<vault::Link> make_hashicorp_link(const LinkFields& fields) {
  vault::Link link;
  COFFER_ASSIGN(link.secret, path_of(fields.secret, "Secret path"));
  if (link.secret.empty())
    return wrong_field("Secret path", "nothing is given", "Give the path below the mount: app/db");
  COFFER_ASSIGN(link.mount, path_of(fields.mount, "Mount"));
  COFFER_ASSIGN(link.ns, path_of(fields.ns, "Namespace"));
  if (!std::ranges::all_of(link.ns, [](char c) { return c > ' ' && c < 0x7f; }))
    return wrong_field("Namespace", "it has a space, or a letter that is not ASCII", "Write it as team/a.");
  if (!trim(fields.address).empty()) {
    COFFER_ASSIGN(const hashicorp::Server server, hashicorp::parse_address(fields.address));
    link.address = server.address;
  }
  if (fields.kv_version < 0 || fields.kv_version > 2)
    return wrong_field("KV version", "a KV engine is of version 1 or 2",
                       "Leave it out: the server is asked.");
  link.kv_version = fields.kv_version;
  COFFER_ASSIGN(link.version, version_of(fields.version));
  if (link.kv_version == 1 && !link.version.empty())
    return wrong_field("Version", "a KV engine of version 1 keeps no versions", "Leave it out.");
  link.json_key = fields.json_key;
  COFFER_TRY(check_link_text(link.json_key, "Field", kLongestField));
  return link;
}

}  // namespace coffer::secrets
