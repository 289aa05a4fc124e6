// JSON text changed, and left alone where nothing changes.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "json/json.h"

namespace coffer::json {

// Whether a program that holds numbers as doubles and members in any order (JavaScript's) sees no difference.
bool same(const Value& one, const Value& other);
bool nothing(
    const Value& value);  // null, or a number that is too large for a double: both are written as null

// The text of a document, changed so that it is the same() as `wanted`: what differs is written anew, in the
// style of its surroundings; every other byte stays, and with it the order of members, unknown ones, how
// numbers and characters are spelled, white space, a byte order mark. New members come last. Items of a list
// that are only moved keep their text. kMalformed and kTooLarge as parse() has them.
Result<std::string> updated(std::string_view text, const Value& wanted);

}  // namespace coffer::json
