// Rows for people, or the same rows as JSON.
#pragma once

#include <string>
#include <vector>

#include "cli/context.h"
#include "json/json.h"

namespace coffer::cli {

// Columns as wide as their widest cell; nothing but the header if there are no rows.
std::string format_table(const std::vector<std::string>& header,
                         const std::vector<std::vector<std::string>>& rows);
// "name  value" lines, the names aligned; empty values are left out.
std::string format_fields(const std::vector<std::pair<std::string, std::string>>& fields);
// "an error" → "An error.": words of an error, as a line of a dialogue.
std::string sentence(std::string text);
// 2026-11-23T20:00:00Z
std::string format_time(WallTime time);

}  // namespace coffer::cli
