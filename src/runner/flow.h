// One iteration of a run: which item comes after which.
#pragma once

#include <cstdint>

#include "postman/collection.h"
#include "runner/item_run.h"
#include "runner/lane.h"

namespace coffer::runner {

// Is told what happens in an iteration, in order.
class IterationListener {
 public:
  virtual ~IterationListener() = default;
  virtual void iteration_started(uint64_t iteration) = 0;
  virtual void item_started(const postman::PlacedItem& item, uint64_t iteration) = 0;
  virtual void item_finished(ItemRun item) = 0;
};

// One item after the other, or as scripts say: setNextRequest() goes to the item of that id or name; null,
// or a name that there is not, ends the iteration. It may go in circles: then only the run's time limit or
// Ctrl-C ends it. Source: postman-runtime, waterfall.command.js.
void run_iteration(Lane& lane, uint64_t iteration, IterationListener& listener);

}  // namespace coffer::runner
