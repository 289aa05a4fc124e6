#include "agent/user_settings.h"

#include <fmt/format.h>

#include "agent/keeper.h"
#include "base/files.h"
#include "json/json.h"

namespace coffer::agent {
namespace {

constexpr size_t kMostBytes = size_t{64} << 10;
constexpr const char* kAgentIdle = "agent_idle_minutes";
constexpr const char* kPage = "page";

Error malformed(const std::filesystem::path& file, const std::string& what) {
  return {ErrorCode::kMalformed, fmt::format("{}: {}", file.string(), what), "Mend the file, or remove it."};
}

Result<json::Object> read(const std::filesystem::path& file) {
  const auto text = read_file(file, kMostBytes);
  if (!text && text.error().code == ErrorCode::kNotFound) return json::Object();
  if (!text) return text.error();
  COFFER_TRY(check_private(file));
  auto parsed = json::parse(*text);
  if (!parsed) return malformed(file, parsed.error().what);
  if (!parsed->is_object()) return malformed(file, "it is no JSON object");
  return std::move(parsed->get_object());
}

Result<std::optional<std::chrono::minutes>> idle_of(const json::Object& members,
                                                    const std::filesystem::path& file) {
  const json::Value* idle = members.if_contains(kAgentIdle);
  if (idle == nullptr) return std::optional<std::chrono::minutes>();
  const int64_t* minutes = idle->if_int64();
  if (minutes == nullptr || *minutes < 0 || *minutes > kMostIdle.count()) {
    return malformed(file,
                     fmt::format("“{}” is not a whole number from 0 to {}", kAgentIdle, kMostIdle.count()));
  }
  return std::optional(std::chrono::minutes(*minutes));
}

}  // namespace

std::filesystem::path user_settings_file(const Environment& environment) {
  return environment.config_folder() / "settings.json";
}

Result<UserSettings> load_user_settings(const Environment& environment) {
  const auto file = user_settings_file(environment);
  COFFER_ASSIGN(json::Object members, read(file));
  UserSettings settings;
  COFFER_ASSIGN(settings.agent_idle, idle_of(members, file));
  json::Value* page = members.if_contains(kPage);
  if (page == nullptr) return settings;
  if (!page->is_object()) return malformed(file, fmt::format("“{}” is no JSON object", kPage));
  settings.page = std::move(page->get_object());
  return settings;
}

Result<void> save_user_settings(const Environment& environment, const UserSettings& settings) {
  const auto file = user_settings_file(environment);
  COFFER_ASSIGN(json::Object members, read(file));
  members.erase(kAgentIdle);
  if (settings.agent_idle) members[kAgentIdle] = settings.agent_idle->count();
  members.erase(kPage);
  if (!settings.page.empty()) members[kPage] = settings.page;
  COFFER_TRY(make_private_folder(file.parent_path()));
  return replace_file(file, json::dump_pretty(members) + "\n");
}

}  // namespace coffer::agent
