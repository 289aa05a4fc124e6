// JSON laid out for a person, without reading the numbers: every token stays as it came.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace coffer::cli {

// Two spaces a level, coloured if `colour`. nullopt for what is no JSON object or list.
std::optional<std::string> laid_out_json(std::string_view text, bool colour);

}  // namespace coffer::cli
