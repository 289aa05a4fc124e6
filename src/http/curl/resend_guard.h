// Which requests libcurl may send a second time by itself.
#pragma once

#include <string_view>

#include "base/error.h"
#include "http/curl/easy_handle.h"
#include "http/curl/incoming.h"
#include "http/url.h"

namespace coffer::http::curl {

// Where a kept connection turns out to be dead, libcurl opens another and sends the request again, whatever
// its method (lib/transfer.c, Curl_retry_request): a server that took a POST and died before it answered gets
// it twice. RFC 9110 §9.2.2 forbids that for methods that are not idempotent, unless the first one was
// certainly not applied: here, unless no byte of it went out. Other methods may be repeated: a server that
// closes an idle connection is no failure of theirs. The handle keeps this object's address.
class ResendGuard {
 public:
  ResendGuard(std::string_view method, const Incoming& incoming);
  ResendGuard(const ResendGuard&) = delete;
  ResendGuard& operator=(const ResendGuard&) = delete;

  void attach(EasyHandle& handle);
  // The transfer was ended before a second sending.
  bool refused() const { return refused_; }
  Error error(const Origin& origin) const;

 private:
  // CURLOPT_PREREQFUNCTION: called each time a request is about to be sent over an open connection.
  static int before_request(void* guard, char*, char*, int, int);
  bool may_send();

  std::string_view method_;
  const Incoming& incoming_;
  const EasyHandle* handle_ = nullptr;
  bool idempotent_;
  bool sent_before_ = false;
  bool refused_ = false;
  int answers_ = 0;  // begun before the latest sending
};

}  // namespace coffer::http::curl
