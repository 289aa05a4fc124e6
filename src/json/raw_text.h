// Parts of JSON text as they stand there, byte for byte: a parsed document has lost how numbers were written
// and where white space stood.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace coffer::json {

// `text` is valid JSON (without a BOM), and an object or an array. The result is a part of it: the text of
// the value, the last of several members of one name, as the parser has it; empty where there is none.
std::string_view raw_member(std::string_view text, std::string_view name);
std::string_view raw_item(std::string_view text, size_t index);

// Calls `each` with the texts of every member's name, as it is quoted, and value. Of an array the names are
// empty.
void each_raw(std::string_view text,
              const std::function<void(std::string_view quoted, std::string_view value)>& each);
std::string unquoted(std::string_view quoted);  // a name or a text

}  // namespace coffer::json
