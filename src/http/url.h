// A URL as Postman and curl see one: taken apart, put together, never "corrected" beyond what the wire needs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace coffer::http {

// The part of a URL that decides who receives the request.
struct Origin {
  std::string scheme;  // lower case: "http" or "https"
  std::string host;    // lower case, no brackets around IPv6, no trailing dot, IDNA to ASCII left to curl
  uint16_t port = 0;   // the scheme's default where none is given

  bool operator==(const Origin&) const = default;
};
std::string to_string(const Origin& origin);  // without a default port

// Parses the origin out of an absolute http(s) URL. User info ("user:pass@") is allowed and ignored.
// kInvalidArgument names what is wrong (no scheme, another scheme, empty host, port out of range, control
// characters) without quoting the URL, which may carry a secret.
Result<Origin> origin_of(std::string_view url);

// Adds "http://" where no scheme is given, as Postman, curl and newman do.
std::string with_default_scheme(std::string_view url);

// RFC 3986 §5 for a Location header. kInvalidArgument where it cannot be resolved.
Result<std::string> resolve_reference(std::string_view base_url, std::string_view reference);

struct UrlParts {  // raw, still encoded; scheme without "://", query without '?', fragment without '#'
  std::string scheme, user_info, authority, path, query, fragment;
};
// Never fails: what is missing is empty. `authority` is host[:port] without the user info.
UrlParts split_url(std::string_view url);

// Encodes what may not stand raw in a request target (spaces, quotes, non-ASCII, control characters) and
// leaves existing %XX alone: what postman-url-encoder does.
std::string encode_path_and_query(std::string_view text);

}  // namespace coffer::http
