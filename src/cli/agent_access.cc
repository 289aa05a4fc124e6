#include "cli/agent_access.h"

#include <fmt/format.h>

#include <charconv>

#include "agent/detach.h"
#include "agent/keeper.h"
#include "agent/remote_holder.h"
#include "agent/user_settings.h"
#include "base/encoding.h"

namespace coffer::cli {
namespace {

using std::chrono::minutes;

// How long one that another process has just started may take until it listens.
constexpr std::chrono::seconds kStartTime{10};

Result<agent::Client> wait_for_agent(const Context& context) {
  const auto deadline = context.clock->elapsed() + kStartTime;
  for (;;) {
    COFFER_ASSIGN(auto client, agent::Client::connect(agent_parts(context)));
    if (client) return *std::move(client);
    if (context.clock->elapsed() > deadline)
      return Error{ErrorCode::kTimeout, "the agent was started, but does not listen",
                   "COFFER_NO_AGENT=1 does without it."};
    context.clock->sleep(std::chrono::milliseconds(5));
  }
}

}  // namespace

bool agent_wanted(const Context& context) {
  return !context.flags.no_agent && !context.environment.get("COFFER_NO_AGENT");
}

agent::Client::Parts agent_parts(const Context& context) {
  return {agent::place_of(context.environment), context.clock, COFFER_VERSION};
}

std::optional<agent::Client> agent_if_any(Context& context) {
  if (!agent_wanted(context)) return std::nullopt;
  auto client = agent::Client::connect(agent_parts(context));
  if (client) return *std::move(client);
  if (!context.agent_warned)
    context.terminal.warn(fmt::format("going on without the agent: {}", to_string(client.error())));
  context.agent_warned = true;
  return std::nullopt;
}

Result<std::chrono::minutes> idle_time(const Context& context, std::optional<int> given) {
  std::string field = "--idle";
  if (!given) {
    const auto text = context.environment.get("COFFER_AGENT_IDLE");
    if (!text) {
      COFFER_ASSIGN(const agent::UserSettings settings, agent::load_user_settings(context.environment));
      return settings.agent_idle.value_or(agent::kDefaultIdle);
    }
    field = "COFFER_AGENT_IDLE";
    int number = -1;
    const std::string_view digits = trim(*text);
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    given = failure == std::errc() && end == digits.data() + digits.size() ? number : -1;
  }
  if (*given < 0 || minutes(*given) > agent::kMostIdle) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("it must be a number of minutes from 0 (never) to {}", agent::kMostIdle.count()),
                 "", field};
  }
  return minutes(*given);
}

Result<agent::Client> start_agent(Context& context, std::optional<minutes> idle) {
  COFFER_ASSIGN(auto running, agent::Client::connect(agent_parts(context)));
  if (!running) {
    if (!idle) {
      COFFER_ASSIGN(idle, idle_time(context, std::nullopt));
    }
    COFFER_TRY(agent::start_detached(
        {"agent", "start", "--foreground", "--idle", fmt::to_string(idle->count())}, context.environment));
    return wait_for_agent(context);
  }
  if (idle) COFFER_TRY(running->ask({{{"do", "idle"}, {"minutes", idle->count()}}}));
  return *std::move(running);
}

Result<std::optional<agent::Client>> agent_to_keep(Context& context) {
  const std::string ci = context.environment.get("CI").value_or("");
  if (!agent_wanted(context) || (!ci.empty() && ci != "false" && ci != "0"))
    return std::optional<agent::Client>();
  COFFER_ASSIGN(agent::Client client, start_agent(context, std::nullopt));
  return std::optional(std::move(client));
}

Result<void> keep_agent_idle(Context& context, std::optional<minutes> idle) {
  COFFER_ASSIGN(agent::UserSettings settings, agent::load_user_settings(context.environment));
  settings.agent_idle = idle;
  COFFER_TRY(agent::save_user_settings(context.environment, settings));
  COFFER_ASSIGN(const auto now, idle_time(context, std::nullopt));
  if (auto running = agent_if_any(context))
    COFFER_TRY(running->ask({{{"do", "idle"}, {"minutes", now.count()}}}));
  return {};
}

std::unique_ptr<secrets::Holder> agent_holder(Context& context, const secrets::AuthenticateParts& own) {
  auto client = agent_if_any(context);
  if (!client) return nullptr;
  agent::RemoteHolder::Parts parts;
  parts.client = agent_parts(context);
  parts.own = own;
  parts.lost = [&context](const Error& why) {
    context.terminal.warn(fmt::format("the agent is gone, going on without it: {}", to_string(why)));
  };
  return std::make_unique<agent::RemoteHolder>(std::move(parts), *std::move(client));
}

std::optional<Secret> agent_key(Context& context, const std::string& vault) {
  auto client = agent_if_any(context);
  if (!client) return std::nullopt;
  auto answer = client->ask({{{"do", "vault-key-get"}, {"vault", vault}}});
  if (!answer || answer->secrets.empty()) return std::nullopt;
  return std::move(answer->secrets.front());
}

Result<void> keep_in_agent(agent::Client& client, const std::string& vault, const Secret& key) {
  agent::Message message{{{"do", "vault-key-put"}, {"vault", vault}}};
  message.secrets.push_back(key.clone());
  COFFER_TRY(client.ask(message));
  return {};
}

bool forget_in_agent(Context& context, const std::string& vault) {
  auto client = agent_if_any(context);
  if (!client) return false;
  auto answer = client->ask({{{"do", "vault-key-forget"}, {"vault", vault}}});
  return answer && agent::Reader(*answer).flag("there");
}

}  // namespace coffer::cli
