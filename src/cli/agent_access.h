// The agent, for whoever can use one.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "agent/client.h"
#include "base/result.h"
#include "cli/context.h"
#include "secrets/own_holder.h"

namespace coffer::cli {

// False with --no-agent or COFFER_NO_AGENT.
bool agent_wanted(const Context& context);
agent::Client::Parts agent_parts(const Context& context);

// For commands that use an agent where one runs. None where none does, where none is wanted, or where the one
// that runs can't be used: then a warning says why, once.
std::optional<agent::Client> agent_if_any(Context& context);

// For commands that leave something in it: starts one where none runs. None where none is wanted, also in CI
// (the variable CI), where nothing is to be left behind. An agent that can't be used is an error.
Result<std::optional<agent::Client>> agent_to_keep(Context& context);

// Starts one if none runs; either way there is one then. `idle` empty: as idle_time() has it.
Result<agent::Client> start_agent(Context& context, std::optional<std::chrono::minutes> idle);
// --idle, else COFFER_AGENT_IDLE, else the user's setting, else the default. kInvalidArgument names which.
Result<std::chrono::minutes> idle_time(const Context& context, std::optional<int> given);

// Makes it the user's setting, and tells the agent that runs, if one does. nullopt: the default.
Result<void> keep_agent_idle(Context& context, std::optional<std::chrono::minutes> idle);

// Connections in the agent, if there is one; null: the session holds its own.
std::unique_ptr<secrets::Holder> agent_holder(Context& context, const secrets::AuthenticateParts& own);

// The agent as a keeper of vault keys. `vault`: the file's absolute path.
std::optional<Secret> agent_key(Context& context, const std::string& vault);
Result<void> keep_in_agent(agent::Client& client, const std::string& vault, const Secret& key);
// Whether there was one, and an agent.
bool forget_in_agent(Context& context, const std::string& vault);

}  // namespace coffer::cli
