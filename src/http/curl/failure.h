// What libcurl reports, as an Error.
#pragma once

#include <curl/curl.h>

#include <string>
#include <string_view>

#include "base/error.h"
#include "http/transport.h"
#include "http/url.h"

namespace coffer::http::curl {

struct Failure {
  CURLcode code = CURLE_OK;
  std::string_view reason;  // CURLOPT_ERRORBUFFER; "" where libcurl says no more than the code
  long system_error = 0;    // CURLINFO_OS_ERRNO
  bool connected = false;
  std::string proxy;  // "" if there was none
};

// kNetwork, kTimeout, kTls …; names the host (and the proxy's), never the path, the query, or user info.
Error to_error(const Failure& failure, const Origin& origin, const SendOptions& options);

}  // namespace coffer::http::curl
