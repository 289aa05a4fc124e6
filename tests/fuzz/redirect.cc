// A redirect: where it says it leads is where the URL leads that it gives.
#include "runner/redirects.h"
#include "target.h"

namespace coffer::fuzz {

void one_input(std::string_view bytes) {
  Pieces pieces(bytes);
  const unsigned status = pieces.number(1000);
  const std::string_view url = pieces.line();
  const std::string_view location = pieces.rest();
  const auto redirect = runner::redirect_of("POST", url, static_cast<int>(status), location, {});
  if (!redirect) return check_error(redirect.error());
  if (!redirect->has_value()) return;
  const runner::Redirect& hop = **redirect;
  const std::string target = plain(hop.url);
  const auto from = http::origin_of(url);
  const auto to = http::origin_of(target);
  REQUIRE(from.ok() && to.ok() && *to == hop.origin);
  REQUIRE(hop.origin_changed == (*from != *to));
  REQUIRE(hop.host_changed == (from->host != to->host));
  REQUIRE(hop.strip_authorization || from->host == to->host);
  REQUIRE(hop.downgrade == (from->scheme == "https" && to->scheme == "http"));
  // User info and fragment stay as they came: the first is never sent as it stands, the second not at all.
  const http::UrlParts parts = http::split_url(target);
  REQUIRE((parts.authority + parts.path + parts.query).find_first_of(" \r\n\t") == std::string::npos);
  REQUIRE(target.size() <= (url.size() + location.size()) * 3 + 16);
}

}  // namespace coffer::fuzz
