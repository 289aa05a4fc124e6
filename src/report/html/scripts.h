// What scripts did, for the HTML report.
#pragma once

#include <string>

#include "report/html/text.h"
#include "runner/events.h"

namespace coffer::report::html {

// Assertions as lists, those that failed first. Empty where there are none.
std::string tests(const runner::ItemResult& result, const Text& text);
// The requests that scripts sent, each with its hops. `limit`: bytes shown of each body.
std::string script_requests(const runner::ItemResult& result, const Text& text, size_t limit);
// What the scripts printed, in order.
std::string consoles(const runner::ItemResult& result, const Text& text);
// Template, data and options of pm.visualizer.set, as text: nothing of them is run.
std::string visualizers(const runner::ItemResult& result, const Text& text, size_t limit);

}  // namespace coffer::report::html
