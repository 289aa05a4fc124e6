#include "runner/parallel.h"

#include <algorithm>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "runner/iteration_queue.h"

namespace coffer::runner {
namespace {

// Of all iterations the one with the highest number.
class Last {
 public:
  void offer(uint64_t iteration, RunState state, http::CookieJar cookies) {
    const std::lock_guard lock(mutex_);
    if (last_.state && iteration < iteration_) return;
    iteration_ = iteration;
    last_.state.emplace(std::move(state));
    last_.cookies = std::move(cookies);
  }
  LastIteration take() { return std::move(last_); }

 private:
  std::mutex mutex_;
  uint64_t iteration_ = 0;
  LastIteration last_;
};

struct Worker {
  std::unique_ptr<script::ScriptHost> own_host;  // the first has the run's
  http::CookieJar cookies;
  std::optional<Lane> lane;
};

void work(Worker& worker, const http::CookieJar& first_cookies, IterationQueue& queue, Last& last) {
  IterationQueue::Sink sink(queue);
  Lane& lane = *worker.lane;
  const RunState first = lane.state;
  while (const auto iteration = queue.take([&] { return lane.control.over(); })) {
    lane.state = first;
    worker.cookies = first_cookies;
    lane.settings.auth = std::make_shared<AuthMemory>();
    run_iteration(lane, *iteration, sink);
    last.offer(*iteration, std::move(lane.state), std::move(worker.cookies));
    queue.finish(*iteration);
  }
  queue.leave();
}

}  // namespace

LastIteration run_parallel(const Parts& parts, const RunOptions& options, const http::CookieJar& cookies,
                           const MakeLane& make_lane, IterationListener& listener) {
  const bool one_host = parts.scripts != nullptr && !parts.more_scripts;
  const size_t count =
      one_host ? 1 : static_cast<size_t>(std::min<uint64_t>(options.parallel, options.iterations));
  std::vector<Worker> workers(count);
  for (Worker& worker : workers) {
    script::ScriptHost* host = parts.scripts;
    if (host != nullptr && &worker != &workers.front()) {
      worker.own_host = parts.more_scripts();
      host = worker.own_host.get();
      host->warm_up();
    }
    worker.lane.emplace(make_lane(host, worker.cookies));
  }
  IterationQueue queue(options.iterations, count);
  Last last;
  {
    std::vector<std::jthread> threads;
    for (Worker& worker : workers)
      threads.emplace_back([&, own = &worker] { work(*own, cookies, queue, last); });
    queue.tell(listener);
  }
  return last.take();
}

}  // namespace coffer::runner
