// The hops of a send, for the HTML report.
#pragma once

#include <string>
#include <vector>

#include "report/html/text.h"
#include "runner/events.h"

namespace coffer::report::html {

// Request, response and timings of each hop. `result` has the last one's body; null: it was not kept.
// `body_limit`: bytes shown of each body; 0 leaves bodies out.
std::string exchanges(const std::vector<runner::Exchange>& hops, const runner::ItemResult* result,
                      const Text& text, size_t body_limit);
// A list of names, with where each came from.
std::string references(const std::vector<runner::ResolvedReference>& references, const Text& text);

}  // namespace coffer::report::html
