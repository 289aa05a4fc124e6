#include "script/watch.h"

#include <algorithm>
#include <utility>

#include "script/endings.h"

namespace coffer::script {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

constexpr milliseconds kBetweenLooks{100};
constexpr milliseconds kMoment{500};

}  // namespace

Watch::Watch(const SandboxProcess& process, const SandboxOptions& options, milliseconds timeout,
             std::stop_token stop)
    : process_(process),
      options_(options),
      timeout_(timeout),
      stop_(std::move(stop)),
      begin_(options.clock->elapsed()),
      next_look_(begin_ + kBetweenLooks),
      processor_begin_(process.processor_time()) {}

nanoseconds Watch::end() const {
  if (late_end_) return *late_end_;
  return begin_ + timeout_ + (asynchronous_ ? kMoment : milliseconds(0));
}

bool Watch::overdue() const { return timeout_.count() > 0 && options_.clock->elapsed() >= begin_ + timeout_; }

void Watch::note_answered() {
  if (!late_end_ && overdue()) late_end_ = options_.clock->elapsed() + kMoment;
}

std::optional<Error> Watch::used_up() {
  if (stop_.stop_requested()) return Error{ErrorCode::kCancelled, "sandbox: the script was stopped"};
  const nanoseconds now = options_.clock->elapsed();
  if (timeout_.count() > 0 && now >= end()) return timeout_error(asynchronous_);
  if (now < next_look_) return std::nullopt;
  next_look_ = now + kBetweenLooks;
  if (process_.processor_time() - processor_begin_ > options_.processor_time)
    return out_of_processor_time(options_);
  if (process_.resident_memory() > options_.memory + kEngineMemory) return out_of_memory(options_);
  return std::nullopt;
}

milliseconds Watch::next() {
  nanoseconds until = next_look_;
  if (timeout_.count() > 0) until = std::min(until, end());
  const auto left = std::chrono::ceil<milliseconds>(until - options_.clock->elapsed());
  return std::clamp(left, milliseconds(0), kBetweenLooks);
}

Error Watch::timeout_error(bool asynchronous) {
  return {ErrorCode::kTimeout, asynchronous ? "sandbox: asynchronous script execution timeout"
                                            : "sandbox: synchronous script execution timeout"};
}

}  // namespace coffer::script
