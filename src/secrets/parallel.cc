#include "secrets/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace coffer::secrets {

void run_parallel(const std::vector<std::function<void()>>& tasks) {
  std::atomic<size_t> next{0};
  const auto work = [&] {
    for (size_t i = next++; i < tasks.size(); i = next++) tasks[i]();
  };
  std::vector<std::jthread> helpers;
  for (size_t i = 1; i < std::min(tasks.size(), kMostThreads); ++i) helpers.emplace_back(work);
  work();
}

}  // namespace coffer::secrets
