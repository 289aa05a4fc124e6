// What the user has set once for all vaults: `settings.json` in the config folder. Nothing secret is in it.
#pragma once

#include <chrono>
#include <optional>

#include "base/environment.h"
#include "base/result.h"

namespace coffer::cli {

struct UserSettings {
  std::optional<std::chrono::minutes> agent_idle;  // after which the agent locks itself; 0: never
};

// Empty where there is no file. kMalformed names file and member; kPermissions for one that others may write.
Result<UserSettings> load_user_settings(const Environment& environment);
// Members that this version does not know stay. kIo, kPermissions; kMalformed for a file that was damaged
// before.
Result<void> save_user_settings(const Environment& environment, const UserSettings& settings);

}  // namespace coffer::cli
