// What the user has set once for all vaults: `settings.json` in the config folder. Nothing secret is in it.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>

#include "base/environment.h"
#include "base/result.h"
#include "json/json.h"

namespace coffer::agent {

struct UserSettings {
  std::optional<std::chrono::minutes> agent_idle = {};  // after which the agent locks itself; 0: never
  json::Object page = {};  // the member "page", as it stands: page/send_settings.h reads it
};

std::filesystem::path user_settings_file(const Environment& environment);

// Empty where there is no file. kMalformed names file and member; kPermissions for one that others may write.
Result<UserSettings> load_user_settings(const Environment& environment);
// Members that this version does not know stay. kIo, kPermissions; kMalformed for a file that was damaged
// before.
Result<void> save_user_settings(const Environment& environment, const UserSettings& settings);

}  // namespace coffer::agent
