// coffer settings: what is set by name (spec 7.2). The cache time is the vault's, the agent's idle time the
// user's.
#include <fmt/format.h>

#include <charconv>

#include "agent/keeper.h"
#include "cli/agent_access.h"
#include "cli/commands/commands.h"
#include "cli/listing.h"
#include "cli/vault_access.h"
#include "vault/payload.h"

namespace coffer::cli {
namespace {

constexpr const char* kCacheMinutes = "cache-minutes";
constexpr const char* kAgentIdle = "agent-idle";

// nullopt: back to the default.
using Minutes = std::optional<int64_t>;

Result<Minutes> parse_minutes(const std::string& name, std::string_view text, int64_t most) {
  if (text == "default") return Minutes();
  int64_t number = -1;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure == std::errc() && end == text.data() + text.size() && number >= 0 && number <= most)
    return Minutes(number);
  return Error{ErrorCode::kInvalidArgument,
               fmt::format("it must be a number of minutes from 0 to {}, or default", most), "", name};
}

Result<int64_t> cache_minutes(Context& context) {
  COFFER_ASSIGN(const auto store, open_vault_if_any(context));
  return store ? store->content().settings.cache_minutes : vault::Settings{}.cache_minutes;
}

Result<void> set_cache_minutes(Context& context, Minutes minutes) {
  COFFER_ASSIGN(const auto store, open_vault(context));
  return store->update([&](vault::Content& content) -> Result<void> {
    content.settings.cache_minutes = minutes ? static_cast<int>(*minutes) : vault::Settings{}.cache_minutes;
    return {};
  });
}

Result<int64_t> value_of(Context& context, const std::string& name) {
  if (name == kCacheMinutes) return cache_minutes(context);
  COFFER_ASSIGN(const auto idle, idle_time(context, std::nullopt));
  return idle.count();
}

Result<void> set(Context& context, const std::string& name, const std::string& text) {
  const bool cache = name == kCacheMinutes;
  COFFER_ASSIGN(const Minutes minutes,
                parse_minutes(name, text, cache ? vault::kMaxCacheMinutes : agent::kMostIdle.count()));
  return cache ? set_cache_minutes(context, minutes)
               : keep_agent_idle(context,
                                 minutes ? std::optional(std::chrono::minutes(*minutes)) : std::nullopt);
}

Result<void> show_all(Context& context) {
  json::Object object;
  std::vector<std::pair<std::string, std::string>> fields;
  for (const char* name : {kCacheMinutes, kAgentIdle}) {
    const auto value = value_of(context, name);
    const bool locked = !value && value.error().code == ErrorCode::kVaultLocked;
    if (!value && !locked) return value.error();
    object[name] = locked ? json::Value() : json::Value(*value);
    fields.emplace_back(name, locked ? "in the vault, which is locked" : fmt::to_string(*value));
  }
  if (context.flags.json)
    context.terminal.line(json::dump_pretty(object));
  else
    context.terminal.out(format_fields(fields));
  return {};
}

Result<void> show_or_set(Context& context, const std::string& name, const std::string& value) {
  if (name.empty()) return show_all(context);
  if (!value.empty()) return set(context, name, value);
  COFFER_ASSIGN(const int64_t minutes, value_of(context, name));
  context.terminal.line(fmt::to_string(minutes));
  return {};
}

}  // namespace

void add_settings_command(CLI::App& root, Context& context) {
  auto name = std::make_shared<std::string>();
  auto value = std::make_shared<std::string>();
  CLI::App* command =
      root.add_subcommand("settings", "Show or set how long values and keys are kept in memory");
  command
      ->add_option(
          "setting", *name,
          "cache-minutes: how long values that links stand for are kept, 0: not at all (of the vault); "
          "agent-idle: after how many minutes without use the agent locks itself, 0: never")
      ->check(CLI::IsMember({kCacheMinutes, kAgentIdle}));
  command->add_option("value", *value, "minutes, or default");
  command->callback(
      [=, &context] { run_command(context, [&] { return show_or_set(context, *name, *value); }); });
}

}  // namespace coffer::cli
