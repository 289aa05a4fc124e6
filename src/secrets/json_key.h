// One member of a secret that is a JSON document (spec 4.5).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"

namespace coffer::secrets {

// A literal top-level member of that name first; then a path, `a.b[0].c`. A string gives its text, anything
// else the JSON text as it stands in the document, byte for byte. kNotJson; kJsonKeyMissing lists the names
// of the members that exist where the search ended; values never enter an error.
Result<Secret> json_member(const Secret& document, std::string_view key);

// The names of a JSON object's members, in its order, at most kMostJsonKeys; empty where it is none. For
// people who choose a key: values are in none of them.
inline constexpr size_t kMostJsonKeys = 500;
std::vector<std::string> json_keys_of(const Secret& document);

}  // namespace coffer::secrets
