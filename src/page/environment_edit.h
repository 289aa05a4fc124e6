// The variables of an environment as the page sees and edits them: [{key, value, enabled, type}].
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "json/json.h"

namespace coffer::page {

// `source`: the document of a postman::VariableFile.
json::Array values_json(const json::Value& source);

// The text of the file with that name and these values; json::updated() says what stays. Entries are known by
// their keys, and what the page does not know of them stays. kInvalidArgument ("values").
Result<std::string> changed_environment(std::string_view text, const std::string& name,
                                        const json::Array& values);

}  // namespace coffer::page
