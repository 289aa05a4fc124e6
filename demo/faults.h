// Faults that tests switch on: what a network and a cloud do on a bad day.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "demo/http_server.h"
#include "demo/service.h"
#include "json/json.h"

namespace coffer::demo {

enum class FaultKind {
  kThrottle,   // the service's throttling error
  kError,      // `status`, `code`, `message`
  kSlow,       // the right answer after `ms`
  kCut,        // the connection closes after `after_bytes` of the body (default: half of it)
  kDrop,       // the connection closes without an answer
  kDate,       // the right answer with a Date that is off by `offset_seconds`
  kOversize,   // an answer of `bytes`
  kMalformed,  // the right answer, broken off in the middle but complete as HTTP
  kHtml,       // a proxy's HTML page with `status`
  kXml,        // an XML error where JSON is expected
};

struct Fault {
  FaultKind kind = FaultKind::kThrottle;
  std::string action = "*";  // "GetSecretValue", "secretsmanager", "secretsmanager:GetSecretValue" or "*"
  std::optional<int> count;  // calls that it still strikes; none: until it is taken away
  uint64_t every = 1;        // strikes only each so-manieth call that it concerns
  double probability = 1;
  int status = 503;
  std::string code = "InternalServiceError";
  std::string message = "An internal error occurred.";
  std::chrono::milliseconds delay{1000};
  std::optional<size_t> after_bytes;
  std::chrono::seconds offset{3600};
  size_t bytes = size_t{64} << 20;

  static Result<Fault> parse(const json::Value& value);
  json::Object describe() const;
  bool replaces_answer() const;  // the call is not carried out
  // Whether it strikes the call of `service` ("secretsmanager", "echo") and `action`; counts those that it
  // concerns.
  bool strikes(std::string_view service, std::string_view action);

 private:
  bool concerns(std::string_view service, std::string_view called) const;

  uint64_t concerned_ = 0;
};

class FaultBox {
 public:
  void add(Fault fault) { faults_.push_back(std::move(fault)); }
  void clear() { faults_.clear(); }
  json::Array describe() const;
  // The faults that strike this call, in the order in which they were added; their counts go down. Of those
  // that replace the answer only the first strikes: `throttle` twice is two calls, not one.
  std::vector<Fault> strike(std::string_view service, std::string_view action);

 private:
  std::vector<Fault> faults_;
};

// Instead of the answer; only where fault.replaces_answer().
HttpResponse fault_answer(const Fault& fault, Service service);
// Spoils a right answer.
void apply_fault(const Fault& fault, HttpResponse& response, WallTime now);

}  // namespace coffer::demo
