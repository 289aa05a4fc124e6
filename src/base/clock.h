// Time as an argument.
#pragma once

#include <chrono>
#include <string>

namespace coffer {

using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;

// "2026-11-23T20:58:28.123Z", as JavaScript's toISOString writes it.
std::string iso_date(WallTime time);

// Tests inject a FakeClock; nothing else reads the time. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual WallTime now() const = 0;  // UTC; may jump
  // Counts on whatever the wall clock does, and through suspend (CLOCK_BOOTTIME): for life times and
  // durations.
  virtual std::chrono::nanoseconds elapsed() const = 0;
  // Waits; a FakeClock just moves on.
  virtual void sleep(std::chrono::milliseconds duration) = 0;
};

Clock& system_clock();

// Stands still until it is told to move.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(WallTime now) : now_(now) {}
  WallTime now() const override { return now_; }
  std::chrono::nanoseconds elapsed() const override { return elapsed_; }
  void sleep(std::chrono::milliseconds duration) override { advance(duration); }
  void advance(std::chrono::milliseconds duration) { now_ += duration, elapsed_ += duration; }

 private:
  WallTime now_;
  std::chrono::nanoseconds elapsed_{0};
};

}  // namespace coffer
