// How a JSON text is laid out, and new values in the same way.
#pragma once

#include <string>
#include <string_view>

#include "json/json.h"

namespace coffer::json {

struct TextStyle {
  bool lines = false;          // members stand on lines of their own; else all on one
  std::string newline = "\n";  // or "\r\n"
  std::string unit = "  ";     // what one level is indented by
  std::string colon = ":";     // with its white space
  std::string comma = ",";     // between what stands on one line
};

// `text` is valid JSON.
TextStyle style_of(std::string_view text);

// `lines`: over several lines, of which the first is indented by `indent` already; else on one.
std::string written(const Value& value, const TextStyle& style, bool lines, const std::string& indent);
std::string quoted(std::string_view text);

}  // namespace coffer::json
