// The URL as it goes to libcurl.
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "http/url.h"

namespace coffer::http::curl {

struct OutgoingUrl {
  // Each ends with a NUL. `site` is `whole` without path and query, which are `target`.
  Secret whole, site, target;
  Origin origin;
  bool has_user_info = false;
};

// Without outer white space and fragment; bytes that no request target may hold (spaces, non-ASCII) are
// percent-encoded, nothing else is touched. kInvalidArgument as origin_of, and where libcurl would read
// another host or port out of it than we do: whoever checked the origin must have checked the host that
// receives the request.
Result<OutgoingUrl> prepare_url(const Secret& url);

}  // namespace coffer::http::curl
