// A cookie jar after RFC 6265: what one run's responses set, its later requests carry.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "http/url.h"

namespace coffer::http {

struct Cookie {
  std::string name, value, domain, path;
  bool host_only = true, secure = false, http_only = false;
  std::optional<WallTime> expires;              // none: until the run ends
  std::optional<std::chrono::seconds> max_age;  // what `expires` was made of, where the server said that
  std::optional<WallTime> created;              // when it was first set; the jar says so where nobody does
};

// The date of an Expires attribute, read as leniently as RFC 6265 §5.1.1 has it; nothing where it is no date.
std::optional<WallTime> parse_cookie_date(std::string_view text);

// Not thread-safe.
class CookieJar {
 public:
  // Takes a Set-Cookie header value that came from `url`; ignores what RFC 6265 §5.3 ignores. Bounded: 4 KiB
  // a cookie, 1000 cookies (the oldest goes). There is no list of public suffixes: of the domains that are
  // too wide only those of a single label
  // ("com") are refused, so a server under "co.uk" can set a cookie for all of "co.uk", as in tough-cookie
  // without its list.
  void set_from_header(std::string_view url, std::string_view set_cookie, WallTime now);
  // As it is: a cookie that was kept from an earlier run.
  void add(Cookie cookie, WallTime now) { store(std::move(cookie), now); }
  // The Cookie header for `url`, "" if none: longer paths first, then older first. Secure cookies go to https
  // only, loopback or not.
  std::string header_for(std::string_view url, WallTime now) const;
  // Those cookies, in that order.
  std::vector<Cookie> cookies_for(std::string_view url, WallTime now) const;
  const std::vector<Cookie>& all() const { return cookies_; }
  void remove_if(const std::function<bool(const Cookie&)>& unwanted) { std::erase_if(cookies_, unwanted); }

 private:
  std::vector<const Cookie*> chosen_for(std::string_view url, WallTime now) const;
  void store(Cookie cookie, WallTime now);

  std::vector<Cookie> cookies_;  // the oldest first; a replaced one keeps its place
};

}  // namespace coffer::http
