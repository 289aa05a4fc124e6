// What stands above the requests in the HTML report: how the run ended, in numbers and in failures.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/failures.h"
#include "report/html/text.h"
#include "runner/events.h"
#include "runner/statistics.h"

namespace coffer::report::html {

// A request of the collection over all iterations.
struct RequestTotals {
  std::string path;  // "Orders / Make"
  uint64_t runs = 0, failed = 0;
  runner::Statistics milliseconds;
};

// Title, verdict, and the cards.
std::string header(const runner::RunSummary& summary, const std::string& title, uint64_t failures,
                   const Text& text);
// One failure as an element of the list; `id` is that of the execution.
std::string failure(const Failure& failure, const runner::ItemResult& result, const std::string& id,
                    const Text& text);
// A table, a row a request.
std::string totals(const std::vector<RequestTotals>& requests, const Text& text);

}  // namespace coffer::report::html
