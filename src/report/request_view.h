// A request as reports tell of it: an item's own, or one that a script sent.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "runner/events.h"

namespace coffer::report {

// What was sent, or would have been. Not owned: all of it lives in what it was made of.
struct RequestView {
  std::string_view method, url;
  const std::vector<runner::ResolvedReference>* references = nullptr;  // never null, as the two below
  const std::vector<runner::Exchange>* exchanges = nullptr;
  const std::optional<Error>* error = nullptr;
  bool skipped = false;

  // The last hop if it has a response; else null.
  const runner::Exchange* answer() const {
    return exchanges->empty() || exchanges->back().status == 0 ? nullptr : &exchanges->back();
  }
};

RequestView view_of(const runner::ItemResult& result);
RequestView view_of(const runner::ScriptRequest& request);

}  // namespace coffer::report
