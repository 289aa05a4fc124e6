// --parallel: iterations side by side.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "http/cookies.h"
#include "runner/flow.h"
#include "runner/lane.h"
#include "runner/run_state.h"

namespace coffer::runner {

// What the last iteration left.
struct LastIteration {
  std::optional<RunState> state;  // none where there was no iteration
  http::CookieJar cookies;
};

// Runs up to `workers` iterations at a time, each on a thread of its own with a host of its own. Iterations
// know nothing of each other: each begins with the variables, the cookies and the access tokens of the run's
// beginning. `listener` is told from this thread, in the order of the iterations; memory is bounded whatever
// their number is (iteration_queue.h). --bail, the run's time limit and Ctrl-C let each worker end after the
// request under way; what was begun is told. `make_lane` makes a lane over the given jar; it is called from
// this thread.
using MakeLane = std::function<Lane(script::ScriptHost* scripts, http::CookieJar& cookies)>;
LastIteration run_parallel(const Parts& parts, const RunOptions& options, const http::CookieJar& cookies,
                           const MakeLane& make_lane, IterationListener& listener);

}  // namespace coffer::runner
