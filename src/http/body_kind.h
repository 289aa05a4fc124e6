// What an answer seems to be that is not what was expected.
#pragma once

#include <string_view>

#include "base/secret.h"

namespace coffer::http {

// For an error, which must not quote it: "nothing", "HTML", "XML of another kind", "JSON of another kind",
// "text".
std::string_view kind_of_body(const Secret& body);

}  // namespace coffer::http
