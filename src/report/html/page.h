// The frame of the HTML report: one file that needs no other, and that nothing in it can make run a script.
#pragma once

#include <string>
#include <string_view>

namespace coffer::report::html {

extern const std::string_view kStyle;   // CSS (style.cc)
extern const std::string_view kScript;  // JavaScript (script.cc): filter and search, nothing to read by it

// Up to <body>, with the style, and a content security policy that allows just this style and this script.
// `title` is escaped.
std::string page_start(std::string_view title);
// The script, and the end.
std::string page_end();

}  // namespace coffer::report::html
