// Minimum, maximum, mean and deviation of a stream of numbers, in constant memory.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace coffer::runner {

// Welford's online algorithm; the deviation is the population's, as Newman's report has it.
class Statistics {
 public:
  void add(double value) {
    ++count_;
    min_ = count_ == 1 ? value : std::min(min_, value);
    max_ = count_ == 1 ? value : std::max(max_, value);
    const double delta = value - mean_;
    mean_ += delta / static_cast<double>(count_);
    squares_ += delta * (value - mean_);
  }
  uint64_t count() const { return count_; }
  double min() const { return min_; }
  double max() const { return max_; }
  double mean() const { return mean_; }
  double deviation() const { return count_ == 0 ? 0 : std::sqrt(squares_ / static_cast<double>(count_)); }

 private:
  uint64_t count_ = 0;
  double min_ = 0, max_ = 0, mean_ = 0, squares_ = 0;
};

}  // namespace coffer::runner
