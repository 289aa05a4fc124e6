// The curl command line that sends what Coffer would send, with references where the values would be.
#pragma once

#include <string>

#include "base/result.h"
#include "postman/request_builder.h"

namespace coffer::postman {

struct CurlPrintOptions {
  bool follow = true;     // -L
  int max_redirects = 0;  // 0: curl's own limit
  bool insecure = false;
  std::string proxy, client_certificate, client_key, ca_file;  // empty: none
  bool proxy_given = false;
  long long timeout_ms = 0;
};

// One flag a line, quoted for sh. Headers that Coffer adds of its own (User-Agent, Postman-Token …) are not
// in it: curl adds its own. kUnsupported for what curl has no word for: a NUL in the body, an auth type that
// curl lacks.
Result<std::string> curl_text(const PreparedRequest& prepared, const CurlPrintOptions& options);

}  // namespace coffer::postman
