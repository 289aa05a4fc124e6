// A request on a terminal: its line as Newman has it, and below it what Coffer adds.
#pragma once

#include <string>

#include "report/request_view.h"
#include "report/style.h"

namespace coffer::report {

// "  GET https://… [200 OK, 574B, 43ms]", begun with `time` if it is not empty.
std::string request_line(const RequestView& request, const std::string& time, const Style& style);
// The references that were resolved, and the hops of redirects; each may be empty.
std::string references_line(const RequestView& request, const Style& style);
std::string hop_lines(const RequestView& request, const Style& style);
// Code, cause and mend; `number` is the failure's.
std::string error_lines(const Error& error, uint64_t number, const Style& style);
// Each line of a text, behind `indent`.
std::string indented(std::string_view text, std::string_view indent);

}  // namespace coffer::report
