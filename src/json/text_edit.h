// JSON text changed, and left alone where nothing changes.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "json/json.h"

namespace coffer::json {

// The text of a document, changed so that it is the same() (same.h) as `wanted`: what differs is written
// anew, in the style of its surroundings; every other byte stays, and with it the order of members, unknown
// ones, how numbers and characters are spelled, white space, a byte order mark. New members come last. What
// is only moved, within a list or elsewhere, keeps its text but for its indentation. kMalformed and kTooLarge
// as parse() has them.
Result<std::string> updated(std::string_view text, const Value& wanted);

}  // namespace coffer::json
