// The echo API: answers with what it received, and remembers it byte for byte.
#pragma once

#include <chrono>
#include <deque>
#include <string>

#include "demo/faults.h"
#include "demo/http_server.h"
#include "demo/query.h"
#include "json/json.h"

namespace coffer::demo {

class Echo {
 public:
  HttpResponse handle(const HttpRequest& request);

  // /401-until lets in only who sends this header with this value.
  void accept_only(std::string header, std::string value) {
    header_ = std::move(header), accepted_ = std::move(value);
  }
  void set_delay(std::chrono::milliseconds delay) { delay_ = delay; }
  // Requests beyond the limits push out the oldest ones; 0 requests: remember nothing.
  void set_log_limit(size_t requests) { log_limit_ = requests; }
  FaultBox& faults() { return faults_; }
  void reset();

 private:
  struct Entry {
    size_t index;
    std::string method, target, raw;
    bool truncated;
    bool answered;
  };

  HttpResponse answer(const HttpRequest& request);
  void remember(const HttpRequest& request, bool answered);
  HttpResponse log(const HttpRequest& request);
  HttpResponse route(const HttpRequest& request);
  HttpResponse until_accepted(const HttpRequest& request) const;

  std::string header_ = "Authorization";
  std::string accepted_;
  std::chrono::milliseconds delay_{0};
  std::deque<Entry> entries_;
  size_t log_limit_ = 10'000;
  size_t log_bytes_ = 0;
  size_t seen_ = 0;
  FaultBox faults_;
};

// What was received, as the answers of the echo API show it.
json::Object describe_request(const HttpRequest& request);

}  // namespace coffer::demo
