// Header lines for libcurl, in memory that is wiped.
#pragma once

#include <curl/curl.h>

#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "http/message.h"

namespace coffer::http::curl {

// A curl_slist whose texts are Secrets: libcurl reads the list where it is, it makes no copy of it.
class OutgoingHeaders {
 public:
  // kInvalidArgument names the header whose name is no token or whose value has CR, LF or NUL in it.
  static Result<OutgoingHeaders> prepare(const Request& request);

  curl_slist* list();  // valid as long as this object stays and is not changed; nullptr if empty

 private:
  void add(std::string_view name, std::string_view value);
  void suppress(std::string_view name);  // keeps libcurl from making one of its own

  std::vector<Secret> lines_;  // each ends with a NUL
  std::vector<curl_slist> nodes_;
};

}  // namespace coffer::http::curl
