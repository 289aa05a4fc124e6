// One-shot timers, ordered by when they are due.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace coffer::script {

class Timers {
 public:
  using Clock = std::chrono::steady_clock;

  // Ids begin at 1. Timers that are due at the same time fire in the order in which they were set.
  uint64_t set(Clock::time_point due) {
    ++last_;
    order_.emplace(due, last_);
    due_.emplace(last_, due);
    return last_;
  }
  void clear(uint64_t id) {
    const auto found = due_.find(id);
    if (found == due_.end()) return;
    order_.erase({found->second, id});
    due_.erase(found);
  }
  // Takes the first that is due and was not set after `newest`.
  std::optional<uint64_t> take_due(Clock::time_point now, uint64_t newest) {
    const auto first = order_.begin();
    if (first == order_.end() || first->first > now || first->second > newest) return std::nullopt;
    const uint64_t id = first->second;
    clear(id);
    return id;
  }
  std::optional<Clock::time_point> next() const {
    if (order_.empty()) return std::nullopt;
    return order_.begin()->first;
  }
  uint64_t newest() const { return last_; }

 private:
  std::set<std::pair<Clock::time_point, uint64_t>> order_;
  std::map<uint64_t, Clock::time_point> due_;
  uint64_t last_ = 0;
};

}  // namespace coffer::script
