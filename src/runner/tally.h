// The counts of a run.
#pragma once

#include "runner/events.h"
#include "runner/item_run.h"
#include "runner/statistics.h"

namespace coffer::runner {

// In constant memory. Not thread-safe.
class Tally {
 public:
  void add_iteration() { ++summary_.iterations; }
  void add(const ItemRun& item) { add(item.result, item.tested); }
  void add(const ItemResult& result, bool tested);
  // All that was counted.
  RunSummary summary() const;

 private:
  void add_request(const std::optional<Error>& error, bool reference_failed,
                   const std::vector<Exchange>& exchanges);
  void add_script(const ScriptRun& script);

  RunSummary summary_;
  Statistics response_times_;
};

}  // namespace coffer::runner
