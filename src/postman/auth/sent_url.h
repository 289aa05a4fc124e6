// A URL with its values in it, taken apart in place: a copy of it would be a copy of a secret.
#pragma once

#include <string_view>

#include "base/secret.h"

namespace coffer::postman {

// Views into an absolute URL that is encoded already. `before_query` ends where '?', '#' or nothing comes.
struct SentUrl {
  std::string_view scheme, host, port;  // host with the brackets of IPv6, without user info; port "" if none
  std::string_view path, query;
  std::string_view before_query, fragment;  // fragment with its '#'
  bool has_query = false;
};

SentUrl sent_url(std::string_view url);
// "/path?query", as it stands in the request line. An empty path is "/".
Secret request_target(const SentUrl& url);
// Adds "key=value", both encoded already, at the end of the query.
Secret with_parameter(const Secret& url, std::string_view key, const Secret& value);

}  // namespace coffer::postman
