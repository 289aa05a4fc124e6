// What was removed and can be taken back for a while.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>

#include "base/clock.h"
#include "base/result.h"

namespace coffer::page {

// Thread-safe.
class Undo {
 public:
  static constexpr std::chrono::seconds kTime{60};
  static constexpr size_t kMost = 20;  // an older one is gone then

  explicit Undo(Clock& clock) : clock_(clock) {}  // not owned

  // `restore` may be tried again where it fails. The number to ask for it by.
  uint64_t keep(std::function<Result<void>()> restore);
  // kNotFound where it is too late, or was done already.
  Result<void> take_back(uint64_t number);
  void forget();  // all of it, with what the ways back hold

 private:
  struct Removed {
    std::function<Result<void>()> restore;
    std::chrono::nanoseconds until;
  };

  Clock& clock_;
  std::mutex mutex_;
  std::map<uint64_t, Removed> removed_;
  uint64_t last_ = 0;
};

}  // namespace coffer::page
