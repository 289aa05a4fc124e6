// A cookie jar after RFC 6265: what one run's responses set, its later requests carry.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "http/url.h"

namespace coffer::http {

struct Cookie {
  std::string name, value, domain, path;
  bool host_only = true, secure = false, http_only = false;
  std::optional<WallTime> expires;  // none: until the run ends
};

// Not thread-safe.
class CookieJar {
 public:
  // Takes a Set-Cookie header value that came from `url`; ignores what RFC 6265 §5.3 ignores. Bounded: 4 KiB
  // a cookie, 1000 cookies.
  void set_from_header(std::string_view url, std::string_view set_cookie, WallTime now);
  // The Cookie header for `url`, "" if none: longer paths first, then older first.
  std::string header_for(std::string_view url, WallTime now) const;
  const std::vector<Cookie>& all() const { return cookies_; }

 private:
  std::vector<Cookie> cookies_;
};

}  // namespace coffer::http
