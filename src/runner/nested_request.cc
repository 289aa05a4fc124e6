// pm.execution.runRequest.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "runner/item_run.h"
#include "runner/script_calls.h"
#include "runner/script_view.h"

namespace coffer::runner {
namespace {

// While it lives the lane's scripts run in another host, for the lane's own waits with a script in it.
class Deeper {
 public:
  explicit Deeper(Lane& lane) : lane_(lane), outer_(lane.scripts) {
    if (lane.inner_hosts.size() <= lane.depth) lane.inner_hosts.push_back(lane.parts.more_scripts());
    lane.scripts = lane.inner_hosts[lane.depth].get();
    ++lane.depth;
  }
  ~Deeper() {
    --lane_.depth;
    lane_.scripts = outer_;
  }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;

 private:
  Lane& lane_;
  script::ScriptHost* const outer_;
};

// Why a request that a script ran counts as failed, if it does.
std::optional<Error> failure_of(const ItemResult& result) {
  if (result.error) return result.error;
  for (const ScriptRun& run : result.scripts) {
    if (run.outcome.error)
      return Error{ErrorCode::kInvalidArgument,
                   fmt::format("{}: {}", run.outcome.error->name, run.outcome.error->message)};
    for (const script::Assertion& assertion : run.outcome.assertions) {
      if (!assertion.passed)
        return Error{ErrorCode::kInvalidArgument, fmt::format("AssertionFailure: {}", assertion.name)};
    }
  }
  return std::nullopt;
}

}  // namespace

Result<script::Answer> ItemScriptCalls::run_request(std::string_view id, const json::Value& options) {
  if (++nested_requests_ > kMostNestedRequests)
    return Error{ErrorCode::kTooLarge,
                 "Exceeded max number of requests per script invokable by "
                 "pm.execution.runRequest"};
  if (lane_.depth >= kDeepestNestedRequest)
    return Error{ErrorCode::kTooLarge, "Exceeded max depth for pm.execution.runRequest"};
  const auto position = lane_.everything.find(std::string(id));
  if (!position) return Error{ErrorCode::kNotFound, fmt::format("the collection has no request \"{}\"", id)};
  if (!lane_.parts.more_scripts)
    return Error{ErrorCode::kUnsupported, "pm.execution.runRequest is not supported here"};
  if (!begun_with_) begun_with_ = lane_.state.snapshot();
  const json::Value* variables = json::find(options, "variables");
  const RunState::Lent lent = lane_.state.lend(variables != nullptr ? *variables : json::Value());
  const Deeper deeper(lane_);
  ItemRun item = run_item(lane_, {lane_.everything[*position], lane_.everything.id(*position), 0, true});
  lane_.state.take_back(lent);
  return note_nested(std::move(item));
}

Result<script::Answer> ItemScriptCalls::note_nested(ItemRun item) {
  ItemResult& result = item.result;
  const std::optional<Error> failure = failure_of(result);
  if (result.requested) {
    const postman::RequestTemplate& request = result.item->item->request;
    const bool sent = !result.exchanges.empty();
    run_.requests.push_back(
        {sent ? result.exchanges.front().method : request.method,
         sent ? result.exchanges.front().url : lane_.parts.redactor->redact(request.url.raw),
         std::move(result.references), std::move(result.exchanges), std::move(result.error),
         result.reference_failed});
  }
  for (ScriptRun& run : result.scripts) run.outcome.visualizer.reset();
  std::ranges::move(result.scripts, std::back_inserter(nested_));
  if (failure) return *failure;
  script::Answer answer;
  if (!item.response) return answer;
  answer.response = std::move(*item.response);
  answer.cookies = cookies_for_script(lane_.cookies, run_.requests.back().exchanges.back().url,
                                      lane_.parts.clock->now(), redactor());
  return answer;
}

}  // namespace coffer::runner
