#include "runner/iteration_queue.h"

#include <utility>

namespace coffer::runner {
namespace {

constexpr uint64_t kWindow = 2;          // iterations a worker that may wait to be told
constexpr size_t kMostHappenings = 512;  // of an iteration whose turn it is not

}  // namespace

IterationQueue::IterationQueue(uint64_t iterations, size_t workers)
    : iterations_(iterations), window_(kWindow * workers), workers_(workers) {}

std::optional<uint64_t> IterationQueue::take(const std::function<bool()>& over) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return taken_ >= iterations_ || taken_ < told_ + window_; });
  if (taken_ >= iterations_ || over()) return std::nullopt;
  under_way_.try_emplace(taken_);
  changed_.notify_all();
  return taken_++;
}

// The one whose turn it is never waits: it is being told.
void IterationQueue::push(uint64_t iteration, Happening happening) {
  std::unique_lock lock(mutex_);
  Iteration& own = under_way_.at(iteration);
  changed_.wait(lock, [&] { return iteration == told_ || own.happenings.size() < kMostHappenings; });
  own.happenings.push_back(std::move(happening));
  changed_.notify_all();
}

void IterationQueue::finish(uint64_t iteration) {
  const std::lock_guard lock(mutex_);
  under_way_.at(iteration).finished = true;
  changed_.notify_all();
}

void IterationQueue::leave() {
  const std::lock_guard lock(mutex_);
  --workers_;
  changed_.notify_all();
}

// Waits for it; nullopt: there is nothing more.
std::optional<IterationQueue::Happening> IterationQueue::next() {
  std::unique_lock lock(mutex_);
  for (;;) {
    const auto own = under_way_.find(told_);
    if (own == under_way_.end()) {
      if (workers_ == 0) return std::nullopt;
    } else if (!own->second.happenings.empty()) {
      Happening happening = std::move(own->second.happenings.front());
      own->second.happenings.pop_front();
      changed_.notify_all();
      return happening;
    } else if (own->second.finished) {
      under_way_.erase(own);
      ++told_;
      changed_.notify_all();
      continue;
    }
    changed_.wait(lock);
  }
}

void IterationQueue::tell(IterationListener& listener) {
  while (auto happening = next()) {
    if (std::holds_alternative<Began>(*happening)) listener.iteration_started(told_);
    if (const auto* item = std::get_if<const postman::PlacedItem*>(&*happening))
      listener.item_started(**item, told_);
    if (auto* item = std::get_if<ItemRun>(&*happening)) listener.item_finished(std::move(*item));
  }
}

void IterationQueue::Sink::iteration_started(uint64_t iteration) {
  iteration_ = iteration;
  queue_.push(iteration, Began());
}

void IterationQueue::Sink::item_started(const postman::PlacedItem& item, uint64_t iteration) {
  queue_.push(iteration, &item);
}

void IterationQueue::Sink::item_finished(ItemRun item) { queue_.push(iteration_, std::move(item)); }

}  // namespace coffer::runner
