#include "page/settings_calls.h"

#include <fmt/format.h>

#include "agent/keeper.h"
#include "agent/user_settings.h"
#include "base/files.h"
#include "page/send_settings.h"
#include "postman/collection.h"
#include "postman/script_digest.h"
#include "secrets/grants.h"
#include "vault/payload.h"

namespace coffer::page {
namespace {

constexpr const char* kCacheMinutes = "cache_minutes";
constexpr const char* kAgentIdle = "agent_idle_minutes";

// Whether it is given, and then a number or null: the default.
struct Minutes {
  bool given = false;
  std::optional<int64_t> number;
};

Result<Minutes> minutes_of(const Arguments& arguments, const char* name, int64_t most) {
  const json::Value* value = json::find(arguments.document(), name);
  if (value == nullptr) return Minutes();
  if (value->is_null()) return Minutes{true, std::nullopt};
  const auto number = arguments.number(name);
  if (number && *number <= static_cast<uint64_t>(most)) return Minutes{true, static_cast<int64_t>(*number)};
  return Error{ErrorCode::kInvalidArgument, fmt::format("it must be a number of minutes from 0 to {}", most),
               "", name};
}

json::Object defaults() {
  json::Object all = page_settings_json(PageSettings());
  all[kCacheMinutes] = vault::Settings().cache_minutes;
  all[kAgentIdle] = agent::kDefaultIdle.count();
  return all;
}

Result<json::Array> grants(const std::filesystem::path& state_folder) {
  COFFER_ASSIGN(const auto entries, secrets::GrantStore(state_folder).list());
  json::Array all;
  for (const auto& entry : entries)
    all.emplace_back(json::Object{{"collection", entry.collection.string()}, {"granted", entry.granted}});
  return all;
}

// To its scripts as they are now.
Result<void> grant(const secrets::GrantStore& store, const std::string& path) {
  COFFER_ASSIGN(const std::string text, read_file(path));
  COFFER_ASSIGN(const postman::Collection collection, postman::parse_collection(text));
  return store.grant(path, postman::script_digest(collection));
}

}  // namespace

void SettingsCalls::add_to(Calls& calls) {
  calls.add("settings/get", [this](const Arguments&) { return get(); });
  calls.add("settings/set", [this](const Arguments& arguments) { return set(arguments); });
  calls.add("cache/reset", [this](const Arguments&) { return reset_cache(); });
  calls.add("grants/set", [this](const Arguments& arguments) { return set_grant(arguments); });
}

// null where the vault is locked: it is in there.
Result<json::Value> SettingsCalls::cache_minutes() {
  const auto store = desk_.open_vault();
  if (store) return json::Value((*store)->content().settings.cache_minutes);
  if (store.error().code == ErrorCode::kVaultLocked) return json::Value();
  if (store.error().code == ErrorCode::kVaultMissing) return json::Value(vault::Settings().cache_minutes);
  return store.error();
}

Answer SettingsCalls::get() {
  COFFER_ASSIGN(const PageSettings own, load_page_settings(desk_.environment()));
  COFFER_ASSIGN(const Desk::AgentState agent, desk_.agent());
  json::Object said = page_settings_json(own);
  COFFER_ASSIGN(said[kCacheMinutes], cache_minutes());
  said[kAgentIdle] = agent.idle.count();
  said["defaults"] = defaults();
  json::Object state{{"running", agent.running}};
  if (agent.running) state["process"] = agent.process;
  said["agent"] = std::move(state);
  COFFER_ASSIGN(said["grants"], grants(desk_.environment().state_folder()));
  said["file"] = agent::user_settings_file(desk_.environment()).string();
  return answer(said);
}

Answer SettingsCalls::set(const Arguments& arguments) {
  COFFER_ASSIGN(const Minutes cache, minutes_of(arguments, kCacheMinutes, vault::kMaxCacheMinutes));
  COFFER_ASSIGN(const Minutes idle, minutes_of(arguments, kAgentIdle, agent::kMostIdle.count()));
  COFFER_ASSIGN(agent::UserSettings user, agent::load_user_settings(desk_.environment()));
  COFFER_TRY(change_page_settings(user.page, arguments.document()));
  if (cache.given) {
    COFFER_ASSIGN(const auto store, desk_.open_vault());
    COFFER_TRY(store->update([&](vault::Content& content) -> Result<void> {
      content.settings.cache_minutes =
          static_cast<int>(cache.number.value_or(vault::Settings().cache_minutes));
      return {};
    }));
  }
  COFFER_TRY(agent::save_user_settings(desk_.environment(), user));
  if (idle.given)
    COFFER_TRY(
        desk_.set_agent_idle(idle.number ? std::optional(std::chrono::minutes(*idle.number)) : std::nullopt));
  events_.tell("settings", "{}");
  return done();
}

Answer SettingsCalls::reset_cache() {
  COFFER_TRY(desk_.open_session({})->session().reset_cache());
  return done();
}

Answer SettingsCalls::set_grant(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string path, arguments.text("collection"));
  const secrets::GrantStore store(desk_.environment().state_folder());
  const auto granted = arguments.flag("granted");
  if (!granted)
    COFFER_TRY(store.revoke(path));
  else if (*granted)
    COFFER_TRY(grant(store, path));
  else
    COFFER_TRY(store.deny(path));
  events_.tell("settings", "{}");
  return done();
}

}  // namespace coffer::page
