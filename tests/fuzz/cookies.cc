// Set-Cookie headers, one a line after the URL that they came from and one that is asked next: what is sent
// back is a header of one line, and goes to no host that did not set it.
#include "http/cookies.h"

#include "http/url.h"
#include "target.h"

namespace coffer::fuzz {
namespace {

constexpr WallTime kNow{std::chrono::seconds(1'440'938'160)};

// RFC 6265 §5.1.3, told anew.
bool is_below(const std::string& host, const std::string& domain) {
  return host == domain || (host.size() > domain.size() && host.ends_with("." + domain));
}

}  // namespace

void one_input(std::string_view bytes) {
  Pieces pieces(bytes);
  const std::string_view from = pieces.line(), to = pieces.line();
  http::CookieJar jar;
  while (!pieces.empty()) {
    const std::string_view header = pieces.line();
    jar.set_from_header(from, header, kNow);
    http::parse_cookie_date(header);
  }
  const auto source = http::origin_of(from);
  REQUIRE(source.ok() || jar.all().empty());
  REQUIRE(jar.all().size() <= 1000);
  for (const http::Cookie& cookie : jar.all()) {
    REQUIRE(cookie.name.size() + cookie.value.size() <= 4096);
    REQUIRE(is_below(source->host, cookie.domain));
    REQUIRE(!cookie.host_only || cookie.domain == source->host);
    REQUIRE(!cookie.expires || *cookie.expires > kNow);
  }
  const std::string header = jar.header_for(to, kNow);
  REQUIRE(header.find_first_of("\r\n") == std::string::npos && !header.contains('\0'));
  if (header.empty()) return;
  const auto target = http::origin_of(to);
  REQUIRE(target.ok());
  bool may = false;
  for (const http::Cookie& cookie : jar.all()) may = may || is_below(target->host, cookie.domain);
  REQUIRE(may);
}

}  // namespace coffer::fuzz
