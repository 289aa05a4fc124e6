#include "runner/flow.h"

#include <optional>
#include <utility>

namespace coffer::runner {
namespace {

// Where the run goes on in this iteration; nullopt: it ends.
std::optional<size_t> next_position(const Lane& lane, size_t position, const ItemRun& item) {
  if (item.next_set) return item.next ? lane.items.find(*item.next) : std::nullopt;
  return position + 1 < lane.items.size() ? std::optional(position + 1) : std::nullopt;
}

}  // namespace

void run_iteration(Lane& lane, uint64_t iteration, IterationListener& listener) {
  lane.iteration = iteration;
  lane.state.take_row(iteration);
  listener.iteration_started(iteration);
  std::optional<size_t> position = 0;
  while (position && !lane.control.over()) {
    if (std::exchange(lane.started, true) && !lane.control.pause()) return;
    listener.item_started(lane.items[*position], iteration);
    ItemRun item = run_item(lane, {lane.items[*position], lane.items.id(*position), *position});
    position = next_position(lane, *position, item);
    // The run's time ended this request: there is none left for another, whatever a clock's last millisecond
    // says.
    const bool overtime = item.overtime, failed = item.failed;
    listener.item_finished(std::move(item));
    if (overtime) lane.control.end_late();
    if (failed) lane.control.end(std::nullopt);
  }
}

}  // namespace coffer::runner
