// A list of allowed domains, and on the next line a URL: the list's text means the same list, and no host
// gets in that the list does not name.
#include "vault/allowed_domains.h"

#include "base/encoding.h"
#include "http/url.h"
#include "target.h"

namespace coffer::fuzz {
namespace {

// The matching of spec 2.6, told anew, on the list's normal form.
bool is_named(std::string_view list, const http::Origin& origin) {
  while (!list.empty()) {
    const size_t comma = std::min(list.find(','), list.size());
    const std::string_view item = trim(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
    const bool wildcard = item.contains("*.");
    std::string url(item);
    if (wildcard) url.erase(url.find("*."), 2);
    const auto named = http::origin_of(url.contains("://") ? url : "https://" + url);
    if (!named || named->scheme != origin.scheme || named->port != origin.port) continue;
    if (origin.host == named->host || (wildcard && origin.host.ends_with("." + named->host))) return true;
  }
  return false;
}

}  // namespace

void one_input(std::string_view bytes) {
  Pieces pieces(bytes);
  const auto domains = vault::AllowedDomains::parse(pieces.line());
  if (!domains) return check_error(domains.error());
  const auto again = vault::AllowedDomains::parse(domains->text());
  REQUIRE(again.ok() && *again == *domains && again->text() == domains->text());
  const auto origin = http::origin_of(pieces.line());
  if (!origin || domains->any()) return;
  REQUIRE(domains->allows(*origin) == again->allows(*origin));
  REQUIRE(domains->allows(*origin) == is_named(domains->text(), *origin));
}

}  // namespace coffer::fuzz
