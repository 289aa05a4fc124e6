// Whether a run goes on: Ctrl-C, its time limit, --bail.
#pragma once

#include <chrono>
#include <mutex>
#include <optional>

#include "base/clock.h"
#include "base/error.h"
#include "runner/runner.h"

namespace coffer::runner {

// Thread-safe.
class RunControl {
 public:
  // Counts the run's time from now. Both must outlive it.
  RunControl(const RunOptions& options, Clock& clock);

  // Looks at the stop flag and the time limit, and remembers why the run ends.
  bool over();
  // --delay-request. False if the run was ended meanwhile.
  bool pause();
  void end(std::optional<Error> why);  // --bail: no error of the run itself
  void end_late();

  // How long a request may take now: one may not outlast the run. 0: as long as it likes.
  struct Limit {
    std::chrono::milliseconds time{0};
    bool by_run = false;  // it is what is left of the run's time
  };
  Limit limit_for_request() const;

  bool ended() const;
  std::optional<Error> error() const;

 private:
  std::chrono::milliseconds elapsed() const;

  const RunOptions& options_;
  Clock& clock_;
  const std::chrono::nanoseconds started_;
  mutable std::mutex mutex_;
  bool ended_ = false;
  std::optional<Error> error_;
};

}  // namespace coffer::runner
