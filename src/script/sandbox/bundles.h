// The runtime of scripts (src/script/runtime), built into the program.
#pragma once

#include <optional>
#include <string_view>

namespace coffer::script {

// A bundle by its name ("main", "chai" …): ASCII that stays for ever; nullopt where there is none of that
// name.
std::optional<std::string_view> bundle(std::string_view name);

}  // namespace coffer::script
