// The hosts that a secret may be sent to (spec 2.6).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/url.h"

namespace coffer::vault {

inline constexpr size_t kMaxDomainsText = 8192;  // bytes
inline constexpr size_t kMaxDomainPatterns = 100;

// Patterns of hosts, all in ASCII (an international name in its xn-- form): "api.example.com",
// "*.example.com" (the apex too), "http://localhost:8080", "127.0.0.1", "[::1]:8443". Without a scheme only
// https matches, without a port only the scheme's own.
class AllowedDomains {
 public:
  AllowedDomains() = default;  // any
  // A comma-separated list; paths are ignored. kInvalidArgument, field "allowed domains", for a pattern that
  // could never match, with the reason.
  static Result<AllowedDomains> parse(std::string_view text);

  bool allows(const http::Origin& origin) const;
  bool any() const { return patterns_.empty(); }
  std::string text() const;  // normalised, comma-separated; "" for any; parse(text()) gives the same again

  bool operator==(const AllowedDomains&) const = default;

 private:
  struct Pattern {
    std::string scheme = "https";
    std::string host = {};  // without "*." and brackets; addresses in their shortest form
    uint16_t port = 0;      // the scheme's default where none is given
    bool wildcard = false;

    bool matches(const http::Origin& origin, std::string_view host) const;
    std::string text() const;
    bool operator==(const Pattern&) const = default;
  };
  struct Split;
  static Result<Pattern> parse_pattern(std::string_view item);
  static Result<Split> split_authority(std::string_view item, std::string_view authority);
  static Result<void> parse_host(std::string_view item, const Split& split, Pattern& pattern);

  std::vector<Pattern> patterns_;
};

}  // namespace coffer::vault
