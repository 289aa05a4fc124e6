// A list to choose from by number or name.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace coffer::cli {

// "  1  name  what it is" lines, aligned, with no newline at the end.
std::string numbered(const std::vector<std::pair<std::string, std::string>>& choices);
// The place of what `answer` says: "2", or a name. kInvalidArgument says what it may be.
Result<size_t> choose(const std::string& answer,
                      const std::vector<std::pair<std::string, std::string>>& choices);

}  // namespace coffer::cli
