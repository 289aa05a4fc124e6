// The stand-in cloud: one endpoint for Secrets Manager, STS and IAM, with its own clock, faults and memory of
// calls.
#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <string>

#include "base/clock.h"
#include "demo/faults.h"
#include "demo/http_server.h"
#include "demo/service.h"
#include "demo/state.h"
#include "json/json.h"

namespace coffer::demo {

class Cloud {
 public:
  // `document` is the state file; it is kept for reset().
  static Result<Cloud> create(json::Value document, Clock& clock);

  HttpResponse handle(const HttpRequest& request);

  // What /_control/ may do (control.cc).
  Result<void> reset();
  WallTime now() const { return clock_->now() + offset_; }
  void set_clock_offset(std::chrono::milliseconds offset) { offset_ = offset; }
  std::chrono::milliseconds clock_offset() const { return offset_; }
  void set_delay(std::chrono::milliseconds delay) { delay_ = delay; }
  State& state() { return state_; }
  FaultBox& faults() { return faults_; }
  // {index, service, action, status, error, identity, account, access_key_id, region, parameters}: no values
  // of secrets.
  json::Array& calls() { return calls_; }
  const std::optional<SignatureParts>& last_mismatch() const { return mismatch_; }

 private:
  struct Incoming;  // one call, taken apart

  Cloud(json::Value document, State state, Clock& clock)
      : document_(std::move(document)), state_(std::move(state)), clock_(&clock) {}
  HttpResponse carry_out(const HttpRequest& request, Incoming& incoming);
  HttpResponse refuse(const ServiceError& error, Incoming& incoming);

  json::Value document_;
  State state_;
  Clock* clock_;
  std::chrono::milliseconds offset_{0};
  std::chrono::milliseconds delay_{0};
  FaultBox faults_;
  json::Array calls_;
  std::optional<SignatureParts> mismatch_;
};

}  // namespace coffer::demo
