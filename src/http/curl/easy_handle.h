// An owned easy handle with typed options, and the connections that it opened.
#pragma once

#include <curl/curl.h>

#include <cstdlib>
#include <memory>
#include <stop_token>
#include <utility>

namespace coffer::http::curl {

class EasyHandle {
 public:
  EasyHandle() : connections_(curl_multi_init()), handle_(curl_easy_init()) {
    if (connections_ == nullptr || handle_ == nullptr) std::abort();  // out of memory
  }

  CURL* get() const { return handle_.get(); }
  void reset() { curl_easy_reset(handle_.get()); }  // options go; connections, DNS and TLS sessions stay

  // As curl_easy_perform(3), but that a request to stop ends it at once: CURLE_ABORTED_BY_CALLBACK.
  CURLcode perform(const std::stop_token& stop);
  void keep_connections(long most);  // idle ones

  // curl_easy_setopt is variadic: a wrong type would be read as garbage.
  void set(CURLoption option, long value) { check(curl_easy_setopt(get(), option, value)); }
  void set(CURLoption option, bool value) { set(option, value ? 1L : 0L); }
  void set(CURLoption option, const char* text) { check(curl_easy_setopt(get(), option, text)); }
  void set(CURLoption option, void* pointer) { check(curl_easy_setopt(get(), option, pointer)); }
  template <class R, class... A>
  void set(CURLoption option, R (*callback)(A...)) {
    check(curl_easy_setopt(get(), option, callback));
  }
  void set_size(CURLoption option, curl_off_t value) { check(curl_easy_setopt(get(), option, value)); }

  long get_long(CURLINFO info) const {
    long value = 0;
    return curl_easy_getinfo(get(), info, &value) == CURLE_OK ? value : 0;
  }
  curl_off_t get_size(CURLINFO info) const {
    curl_off_t value = 0;
    return curl_easy_getinfo(get(), info, &value) == CURLE_OK ? value : 0;
  }
  const char* get_text(CURLINFO info) const {
    const char* value = nullptr;
    return curl_easy_getinfo(get(), info, &value) == CURLE_OK && value != nullptr ? value : "";
  }

  // The first option since the last call that this build of libcurl did not take (no HTTP/2, say), or
  // CURLE_OK.
  CURLcode take_failure() { return std::exchange(failure_, CURLE_OK); }

 private:
  struct Cleanup {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };
  void check(CURLcode code) {
    if (failure_ == CURLE_OK) failure_ = code;
  }

  struct MultiCleanup {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };
  CURLcode drive(const std::stop_token& stop);

  std::unique_ptr<CURLM, MultiCleanup> connections_;  // cleaned up after the handle: curl_multi_cleanup(3)
  std::unique_ptr<CURL, Cleanup> handle_;
  CURLcode failure_ = CURLE_OK;
};

}  // namespace coffer::http::curl
