// One item's run as an article of the HTML report.
#pragma once

#include <string>

#include "report/html/text.h"
#include "runner/events.h"

namespace coffer::report::html {

struct ExecutionOptions {
  std::string id;         // of the element, for links
  bool open = false;      // from the start
  size_t body_limit = 0;  // bytes shown of each body; 0 leaves bodies out
};

// A <details>, its summary a line with what came of it.
std::string execution(const runner::ItemResult& result, const Text& text, const ExecutionOptions& options);

}  // namespace coffer::report::html
