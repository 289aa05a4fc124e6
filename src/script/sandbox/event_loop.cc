#include "script/sandbox/event_loop.h"

#include <poll.h>
#include <time.h>

#include "script/frame.h"
#include "script/sandbox/wire.h"

namespace coffer::script {
namespace {

using Clock = Timers::Clock;

// Only those that are set by now: what a timer sets comes after the frames that are waiting.
void fire_timers(Engine& engine) {
  Timers& timers = engine.timers();
  if (!timers.next()) return;
  const uint64_t newest = timers.newest();
  while (const auto id = timers.take_due(Clock::now(), newest)) engine.on_timer(*id);
}

bool wait_for_frame(const Timers& timers) {
  pollfd socket{kSandboxSocket, POLLIN, 0};
  timespec limit{};
  const auto next = timers.next();
  if (next) {
    const auto left = std::max(*next - Clock::now(), Clock::duration::zero());
    const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
    limit.tv_sec = seconds.count();
    limit.tv_nsec = std::chrono::nanoseconds(left - seconds).count();
  }
  return ::ppoll(&socket, 1, next ? &limit : nullptr, nullptr) > 0;
}

}  // namespace

void run_event_loop(Engine& engine) {
  for (;;) {
    fire_timers(engine);
    if (wait_for_frame(engine.timers())) engine.on_frame(receive_frame());
  }
}

}  // namespace coffer::script
