#include "runner/run_control.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace coffer::runner {
namespace {

using std::chrono::milliseconds;

// How often a long --delay-request looks whether the run has been stopped.
constexpr milliseconds kNap{50};

}  // namespace

RunControl::RunControl(const RunOptions& options, Clock& clock)
    : options_(options), clock_(clock), started_(clock.elapsed()) {}

milliseconds RunControl::elapsed() const {
  return std::chrono::duration_cast<milliseconds>(clock_.elapsed() - started_);
}

bool RunControl::over() {
  if (ended()) return true;
  const bool stopped = options_.stop != nullptr && options_.stop->load();
  if (stopped || options_.send.http.stop.stop_requested()) {
    end(Error{ErrorCode::kCancelled, "the run was stopped before its end"});
  } else if (options_.timeout.count() > 0 && elapsed() >= options_.timeout) {
    end_late();
  }
  return ended();
}

bool RunControl::pause() {
  for (milliseconds left = options_.delay; left.count() > 0; left -= std::min(left, kNap)) {
    if (over()) return false;
    clock_.sleep(std::min(left, kNap));
  }
  return !over();
}

void RunControl::end(std::optional<Error> why) {
  const std::lock_guard lock(mutex_);
  ended_ = true;
  if (!error_) error_ = std::move(why);
}

void RunControl::end_late() {
  end(Error{ErrorCode::kTimeout, fmt::format("the run did not end within {} ms", options_.timeout.count()),
            "Allow more time with --timeout."});
}

RunControl::Limit RunControl::limit_for_request() const {
  const milliseconds own = options_.send.http.timeout;
  if (options_.timeout.count() == 0) return {own, false};
  const milliseconds left = std::max(milliseconds(1), options_.timeout - elapsed());
  const bool by_run = own.count() == 0 || left < own;
  return {by_run ? left : own, by_run};
}

bool RunControl::ended() const {
  const std::lock_guard lock(mutex_);
  return ended_;
}

std::optional<Error> RunControl::error() const {
  const std::lock_guard lock(mutex_);
  return error_;
}

}  // namespace coffer::runner
