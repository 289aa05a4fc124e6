// One exchange in full, for --verbose.
#pragma once

#include <string>

#include "report/style.h"
#include "runner/events.h"

namespace coffer::report {

// `result` is given for the last exchange, whose response body it holds.
std::string verbose_exchange(const runner::Exchange& exchange, const runner::ItemResult* result,
                             const Style& style);

}  // namespace coffer::report
