// JSON whose strings hold vault references, written as JavaScript's JSON.stringify writes it.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"
#include "json/json.h"
#include "postman/draft.h"

namespace coffer::postman {

// Values of references become part of the string in which they stand, and never structure. A member's name
// may not hold one. Errors name `where`.
Result<Secret> stringify(const json::Value& value, const std::string& where, const Draft& draft,
                         std::vector<std::string>& used);

// ECMAScript's Number::toString(10) (ECMA-262 §6.1.6.1.20), for finite numbers.
std::string javascript_number(double number);

}  // namespace coffer::postman
