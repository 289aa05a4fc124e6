// The hops of a send, for the HTML report.
#pragma once

#include <string>

#include "report/html/text.h"
#include "runner/events.h"

namespace coffer::report::html {

// Request, response and timings of each hop. `body_limit`: bytes shown of each body; 0 leaves bodies out.
std::string exchanges(const runner::ItemResult& result, const Text& text, size_t body_limit);

}  // namespace coffer::report::html
