// A response as libcurl hands it over.
#pragma once

#include <curl/curl.h>

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/body_sink.h"
#include "http/curl/easy_handle.h"
#include "http/message.h"

namespace coffer::http::curl {

inline constexpr size_t kMaxHeaders = 1000;
inline constexpr size_t kMaxHeaderBytes = size_t{1} << 20;  // names and values together

// Collects the final response: 1xx ones are dropped, as are trailers. The handle keeps this object's address.
class Incoming {
 public:
  // `headers_only` breaks the transfer off after the headers, whatever Content-Length they announce. With
  // `in_steps` libcurl authenticates in several exchanges, and the last response counts.
  Incoming(BodySink sink, bool headers_only, bool in_steps = false)
      : sink_(std::move(sink)), headers_only_(headers_only), in_steps_(in_steps) {}
  Incoming(const Incoming&) = delete;
  Incoming& operator=(const Incoming&) = delete;

  void attach(EasyHandle& handle);

  // Why a callback ended the transfer, if one did: it then outranks what libcurl says.
  const std::optional<Error>& failure() const { return failure_; }
  // The response is whole, although libcurl was told to stop.
  bool broken_off() const { return broken_off_; }
  // How many responses have begun, 1xx ones and those of an authentication's steps among them.
  int answers() const { return answers_; }
  // After a transfer that went well, or was broken off.
  Response take(const EasyHandle& handle);

 private:
  static size_t on_header(char* line, size_t size, size_t count, void* incoming);
  static size_t on_body(char* bytes, size_t size, size_t count, void* incoming);

  Result<void> take_line(std::string_view line);
  void begin(std::string_view status_line);
  Result<void> add_header(std::string_view line);

  BodySink sink_;
  Response response_;
  size_t header_bytes_ = 0;
  int answers_ = 0;
  bool in_headers_ = false;
  bool headers_only_, in_steps_;
  bool broken_off_ = false;
  std::optional<Error> failure_;
};

}  // namespace coffer::http::curl
