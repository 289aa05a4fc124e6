// Iterations that run side by side, told one after the other.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <variant>

#include "postman/collection.h"
#include "runner/flow.h"
#include "runner/item_run.h"

namespace coffer::runner {

// Workers take iterations and say what happens in them; one thread tells it in the order of the iterations.
// Bounded: an iteration is not begun before those far ahead of it have been told, and one that has much to
// say waits for its turn. Thread-safe.
class IterationQueue {
 public:
  IterationQueue(uint64_t iterations, size_t workers);

  // For a worker: the next iteration, or nullopt: there is none left, or `over`. Waits for the window.
  std::optional<uint64_t> take(const std::function<bool()>& over);
  // What happens in an iteration goes here, from the worker's thread.
  class Sink final : public IterationListener {
   public:
    explicit Sink(IterationQueue& queue) : queue_(queue) {}
    void iteration_started(uint64_t iteration) override;
    void item_started(const postman::PlacedItem& item, uint64_t iteration) override;
    void item_finished(ItemRun item) override;

   private:
    IterationQueue& queue_;
    uint64_t iteration_ = 0;
  };
  void finish(uint64_t iteration);
  void leave();  // a worker takes no further iteration

  // Tells everything, in order, and returns when all workers have left.
  void tell(IterationListener& listener);

 private:
  struct Began {};
  using Happening = std::variant<Began, const postman::PlacedItem*, ItemRun>;
  struct Iteration {
    std::deque<Happening> happenings;
    bool finished = false;
  };

  void push(uint64_t iteration, Happening happening);
  std::optional<Happening> next();

  const uint64_t iterations_;
  const uint64_t window_;
  size_t workers_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<uint64_t, Iteration> under_way_;
  uint64_t told_ = 0;   // the iteration whose turn it is
  uint64_t taken_ = 0;  // the first that nobody has taken
};

}  // namespace coffer::runner
