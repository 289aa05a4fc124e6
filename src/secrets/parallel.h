// Runs tasks side by side.
#pragma once

#include <functional>
#include <vector>

namespace coffer::secrets {

// On at most kMostThreads threads, this one included; returns when all are done.
inline constexpr size_t kMostThreads = 8;
void run_parallel(const std::vector<std::function<void()>>& tasks);

}  // namespace coffer::secrets
