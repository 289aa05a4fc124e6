#include "runner/tally.h"

#include <chrono>

namespace coffer::runner {

using std::chrono::milliseconds;

void Tally::add(const ItemResult& result, bool tested) {
  ++summary_.items;
  if (tested) ++summary_.tested;
  if (result.skipped) ++summary_.skipped;
  if (result.requested) add_request(result.error, result.reference_failed, result.exchanges);
  for (const ScriptRun& script : result.scripts) add_script(script);
}

void Tally::add_request(const std::optional<Error>& error, bool reference_failed,
                        const std::vector<Exchange>& exchanges) {
  ++summary_.requests;
  if (error) {
    ++summary_.failed_requests;
    if (reference_failed)
      ++(needs_authentication(error->code) ? summary_.unauthenticated : summary_.unresolved);
  }
  if (error || exchanges.empty() || exchanges.back().status == 0) return;
  const Exchange& last = exchanges.back();
  summary_.received_bytes += last.wire_size > 0 ? last.wire_size : last.response_size;
  response_times_.add(std::chrono::duration<double, std::milli>(last.timings.total).count());
  summary_.response_total += std::chrono::duration_cast<milliseconds>(last.timings.total);
}

// Newman counts the requests of scripts with the others.
void Tally::add_script(const ScriptRun& script) {
  const bool before = script.event == script::Event::kPrerequest;
  ++(before ? summary_.prerequest_scripts : summary_.test_scripts);
  if (script.outcome.error) ++(before ? summary_.failed_prerequest_scripts : summary_.failed_test_scripts);
  for (const script::Assertion& assertion : script.outcome.assertions) {
    ++summary_.assertions;
    if (assertion.skipped) ++summary_.skipped_assertions;
    if (!assertion.passed && !assertion.skipped) ++summary_.failed_assertions;
  }
  for (const ScriptRequest& request : script.requests)
    add_request(request.error, request.reference_failed, request.exchanges);
}

RunSummary Tally::summary() const {
  RunSummary summary = summary_;
  summary.responses = response_times_.count();
  summary.response_average = response_times_.mean();
  summary.response_deviation = response_times_.deviation();
  summary.response_min = response_times_.min();
  summary.response_max = response_times_.max();
  return summary;
}

}  // namespace coffer::runner
