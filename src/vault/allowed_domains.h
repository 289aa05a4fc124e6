// The hosts that a secret may be sent to (spec 2.6).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/url.h"

namespace coffer::vault {

class AllowedDomains {
 public:
  AllowedDomains() = default;  // any
  // A comma-separated list. kInvalidArgument, field "allowed domains", for a pattern that could never match, with the reason.
  static Result<AllowedDomains> parse(std::string_view text);

  bool allows(const http::Origin& origin) const;
  bool any() const { return patterns_.empty(); }
  std::string text() const;  // normalised, comma-separated; "" for any

  bool operator==(const AllowedDomains&) const = default;

 private:
  struct Pattern {
    std::string scheme, host;  // host without "*."
    uint16_t port = 0;         // the scheme's default where none is given
    bool wildcard = false;
    bool operator==(const Pattern&) const = default;
  };
  std::vector<Pattern> patterns_;
};

}  // namespace coffer::vault
