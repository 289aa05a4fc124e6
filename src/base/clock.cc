#include "base/clock.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <time.h>

#include <thread>

namespace coffer {
namespace {

class SystemClock final : public Clock {
 public:
  WallTime now() const override {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
  std::chrono::nanoseconds elapsed() const override {
    timespec time{};
    clock_gettime(CLOCK_BOOTTIME, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
  }
  void sleep(std::chrono::milliseconds duration) override { std::this_thread::sleep_for(duration); }
};

}  // namespace

std::string iso_date(WallTime time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  // Not by way of system_clock: that counts nanoseconds, and its time ends in 2262.
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(time_t{seconds.time_since_epoch().count()}),
                     (time - seconds).count());
}

Clock& system_clock() {
  static SystemClock clock;
  return clock;
}

}  // namespace coffer
