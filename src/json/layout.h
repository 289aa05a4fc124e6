// JSON laid out for a person, without reading the numbers: every token stays as it came.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace coffer::json {

enum class Token {
  kName,
  kText,
  kNumber,
  kWord,
  kOther
};  // kWord: true, false, null; kOther: the rest, with white space

// Appends a token to `out`, as it is to be shown.
using Painter = std::function<void(Token token, std::string_view text, std::string& out)>;

// Two spaces a level, each token painted. `text` must be JSON (json::parse takes it).
std::string lay_out(std::string_view text, const Painter& paint);

// The text without its byte order mark and outer white space if it is a JSON object or list; else empty.
std::string_view json_document(std::string_view text);

}  // namespace coffer::json
