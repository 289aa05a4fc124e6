// Values compared as JavaScript sees them.
#pragma once

#include <cstddef>

#include "json/json.h"

namespace coffer::json {

// Whether a program that holds numbers as doubles and members in any order sees no difference.
bool same(const Value& one, const Value& other);
size_t hash_of(const Value& value);  // equal for values that are the same()

}  // namespace coffer::json
