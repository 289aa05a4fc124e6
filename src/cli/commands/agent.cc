// coffer agent: the process that holds the open vault's key, the connections and the values.
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include "agent/detach.h"
#include "agent/keeper.h"
#include "agent/server.h"
#include "cli/agent_access.h"
#include "cli/commands/commands.h"
#include "cli/listing.h"
#include "cli/signals.h"

namespace coffer::cli {
namespace {

using std::chrono::minutes;

struct StartFlags {
  int idle = -1;  // minutes; -1: not given
  bool foreground = false;
};

agent::Keeper::Parts keeper_parts(const Context& context, minutes idle) {
  agent::Keeper::Parts parts;
  parts.clock = context.clock;
  parts.random = context.random;
  parts.make_transport = http::make_curl_transport;
  parts.idle = idle;
  return parts;
}

// Whatever thread still waits for AWS is not waited for: what it holds goes with the process.
constexpr std::chrono::milliseconds kGraceTime{500};

// The seat; none where an agent has it that answers. One that is ending is waited for.
Result<std::optional<agent::Seat>> take_seat(Context& context) {
  constexpr std::chrono::seconds kEndingTime{5};
  const auto deadline = context.clock->elapsed() + kEndingTime;
  for (;;) {
    COFFER_ASSIGN(auto seat, agent::Seat::take(agent::place_of(context.environment)));
    if (seat) return seat;
    const auto running = agent::Client::connect(agent_parts(context));
    if ((running && *running) || context.clock->elapsed() > deadline) return std::optional<agent::Seat>();
    context.clock->sleep(std::chrono::milliseconds(5));
  }
}

Result<void> serve(Context& context, minutes idle) {
  const agent::Place place = agent::place_of(context.environment);
  COFFER_ASSIGN(auto seat, take_seat(context));
  if (!seat) {
    if (!context.terminal.out_is_terminal()) agent::tell_ready();
    context.terminal.message("An agent runs already.");
    return {};
  }
  const FileDescriptor signals = take_signals();
  agent::Keeper keeper(keeper_parts(context, idle));
  agent::Server::Parts parts;
  parts.keeper = &keeper;
  parts.signals = signals.get();
  parts.clock = context.clock;
  parts.version = COFFER_VERSION;
  agent::Server server(parts, seat->take_listener(), [&] { return !seat->still_there(); });
  context.terminal.message(fmt::format("The agent listens at {}.", place.socket.string()));
  if (!context.terminal.out_is_terminal()) agent::tell_ready();
  server.run();
  seat->leave();
  keeper.lock();
  if (!server.drain(kGraceTime)) ::_exit(0);
  return {};
}

std::string time_text(std::chrono::seconds time) {
  return time < minutes(1) ? fmt::format("{} s", time.count())
                           : fmt::format("{} min", std::chrono::floor<minutes>(time).count());
}

std::string count_of(int64_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

Result<void> start(Context& context, const StartFlags& flags) {
  const auto given = flags.idle >= 0 ? std::optional(flags.idle) : std::nullopt;
  COFFER_ASSIGN(const minutes idle, idle_time(context, given));
  if (flags.foreground) return serve(context, idle);
  COFFER_ASSIGN(const agent::Client client, start_agent(context, given ? std::optional(idle) : std::nullopt));
  context.terminal.message(fmt::format("The agent runs (process {}).", client.process()));
  return {};
}

// Also one of another version, which does not understand us.
Result<void> stop(Context& context) {
  const auto parts = agent_parts(context);
  auto client = agent::Client::connect(parts);
  if (client && !*client) {
    context.terminal.message("No agent runs.");
    return {};
  }
  if (client) {
    COFFER_TRY((*client)->ask({{{"do", "stop"}}}));
  } else {
    COFFER_ASSIGN(const auto socket, agent::connect_to(parts.place));
    if (!socket) return client.error();
    COFFER_ASSIGN(const agent::Peer peer, agent::peer_of(*socket));
    if (::kill(peer.process, SIGTERM) != 0) return client.error();
  }
  context.terminal.message("The agent ends, and forgets what it held.");
  return {};
}

// Something that only an agent which runs has to do.
Result<void> tell(Context& context, const char* what, const char* done, const char* nobody) {
  COFFER_ASSIGN(auto client, agent::Client::connect(agent_parts(context)));
  if (client) COFFER_TRY(client->ask({{{"do", what}}}));
  context.terminal.message(client ? done : nobody);
  return {};
}

Result<void> lock(Context& context) {
  return tell(context, "lock", "The agent is locked: it has forgotten all that it held.", "No agent runs.");
}

Result<void> reset_cache(Context& context) {
  return tell(context, "reset-cache", "The agent has forgotten the values that it had read.",
              "No agent runs, so no value is kept between commands.");
}

void print_status(Context& context, const agent::Reader& status) {
  const auto number = [&](std::string_view member) { return status.optional_number(member).value_or(0); };
  const int64_t vaults = number("vaults"), connections = number("connections"), values = number("values");
  const bool locked = vaults + connections + values == 0;
  const int64_t idle = number("idle_minutes");
  const auto locks_in = status.optional_number("locks_in");
  const std::string socket = agent_parts(context).place.socket.string();
  const std::string version = status.optional_text("version").value_or("");
  if (context.flags.json) {
    json::Object object{{"running", true},
                        {"locked", locked},
                        {"vaults", vaults},
                        {"values", values},
                        {"connections", connections},
                        {"idle_minutes", idle},
                        {"version", version},
                        {"process", number("process")},
                        {"socket", socket}};
    if (locks_in) object["locks_in_seconds"] = *locks_in;
    return context.terminal.line(json::dump_pretty(object));
  }
  const std::string after = idle == 0 ? "never by itself" : fmt::format("after {} min without use", idle);
  context.terminal.out(format_fields(
      {{"state", locked ? "locked: it holds nothing" : "unlocked"},
       {"holds", fmt::format("{}, {}, {}", count_of(vaults, "vault key"), count_of(connections, "connection"),
                             count_of(values, "value"))},
       {"locks",
        locks_in ? fmt::format("{} (in {})", after, time_text(std::chrono::seconds(*locks_in))) : after},
       {"process", fmt::to_string(number("process"))},
       {"version", version},
       {"socket", socket}}));
}

Result<void> status(Context& context) {
  COFFER_ASSIGN(auto client, agent::Client::connect(agent_parts(context)));
  if (!client) {
    if (context.flags.json)
      context.terminal.line(json::dump_pretty(json::Object{{"running", false}}));
    else
      context.terminal.line("No agent runs.");
    return {};
  }
  COFFER_ASSIGN(agent::Message answer, client->ask({{{"do", "status"}}}));
  print_status(context, agent::Reader(answer));
  return {};
}

}  // namespace

void add_agent_command(CLI::App& root, Context& context) {
  CLI::App* command =
      root.add_subcommand("agent", "The process that holds what is unlocked and connected, in memory only");
  command->require_subcommand(1);

  auto flags = std::make_shared<StartFlags>();
  CLI::App* start_command = command->add_subcommand("start", "Start it in the background, if none runs");
  start_command
      ->add_option("--idle", flags->idle,
                   "lock after so many minutes without use; 0: never (COFFER_AGENT_IDLE, coffer settings "
                   "agent-idle; default 60)")
      ->type_name("MINUTES");
  start_command->add_flag("--foreground", flags->foreground,
                          "stay in the foreground, for a service manager; ends on SIGTERM");
  start_command->callback([=, &context] { run_command(context, [&] { return start(context, *flags); }); });

  const auto add = [&](const char* name, const char* what, Result<void> (*run)(Context&)) {
    command->add_subcommand(name, what)->callback([=, &context] {
      run_command(context, [&] { return run(context); });
    });
  };
  add("stop", "End it", stop);
  add("status", "Whether it runs, and what it holds", status);
  add("lock", "Wipe all that it holds", lock);
  add("reset-cache", "Forget the values that were read; keys and connections stay", reset_cache);
}

}  // namespace coffer::cli
