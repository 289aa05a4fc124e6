// The table at the end of a run, as Newman draws it.
#pragma once

#include <string>

#include "report/style.h"
#include "runner/events.h"

namespace coffer::report {

std::string summary_table(const runner::RunSummary& summary, const Style& style);

}  // namespace coffer::report
