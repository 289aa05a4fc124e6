// coffer aws: connecting, and looking around (spec 3.*). A connection lives in the agent, or without one as
// long as the command.
#include <fmt/format.h>

#include <algorithm>

#include "aws/profile_file.h"
#include "cli/agent_access.h"
#include "cli/commands/aws_keys.h"
#include "cli/commands/commands.h"
#include "cli/listing.h"
#include "cli/session_flags.h"

namespace coffer::cli {
namespace {

struct ConnectFlags {
  SessionFlags session;
  KeyFlags keys;
  std::string name = "default";
};

std::string time_left(const Context& context, const secrets::ConnectionInfo& info) {
  if (!info.expires) return "until it expires (the source does not say when)";
  // To the nearest: two hours are 120 minutes still when a moment of them has passed.
  const auto left = std::chrono::round<std::chrono::minutes>(*info.expires - context.clock->now());
  return fmt::format("{} ({} min left)", format_time(*info.expires), std::max<int64_t>(0, left.count()));
}

json::Object as_json(const secrets::ConnectionInfo& info) {
  json::Object object{{"name", info.name}, {"kind", info.kind},     {"account", info.account},
                      {"arn", info.arn},   {"region", info.region}, {"source", info.source}};
  if (info.expires) object["expires"] = format_time(*info.expires);
  return object;
}

Result<void> show(Context& context, const secrets::ConnectionInfo& info) {
  if (context.flags.json) {
    context.terminal.line(json::dump_pretty(as_json(info)));
    return {};
  }
  context.terminal.out(format_fields({{"account", info.account},
                                      {"caller", info.arn},
                                      {"region", info.region},
                                      {"credentials", fmt::format("{}, from {}", info.kind, info.source)},
                                      {"valid until", time_left(context, info)}}));
  return {};
}

// With the credentials as they are: no MFA code is asked for, since who one is does not hang on it. For
// itself: what the agent is connected by stays as it is.
Result<void> whoami(Context& context, const SessionFlags& flags) {
  const OpenSession open = bare_session(context, flags, false);
  COFFER_ASSIGN(secrets::ConnectInput input, connect_input(context, flags));
  input.ask_mfa = false;
  COFFER_ASSIGN(const secrets::ConnectionInfo info, open.session->connect(input));
  return show(context, info);
}

// The dialogue, until AWS takes what was typed.
Result<secrets::ConnectionInfo> connect_by_asking(Context& context, secrets::Session& session,
                                                  const secrets::ConnectInput& input, KeyAnswers answers) {
  for (int tries = 1;; ++tries) {
    COFFER_ASSIGN(const secrets::ConnectInput asked,
                  ask_for_credentials(context, input.without_keys(), std::move(answers)));
    auto info = session.connect(asked);
    if (info || tries == secrets::kMostKeys || !secrets::other_keys_may_do(info.error().code)) return info;
    context.terminal.error(info.error());
    answers = KeyAnswers();
    answers.type = !asked.credentials               ? "profile"
                   : asked.credentials->temporary() ? "temporary"
                                                    : "long-lived";
  }
}

Result<secrets::ConnectionInfo> connect_with(Context& context, secrets::Session& session,
                                             secrets::ConnectInput input, const ConnectFlags& flags,
                                             KeyAnswers answers) {
  const bool can_ask = context.terminal.can_ask();
  if (flags.keys.ask && !can_ask) {
    return Error{ErrorCode::kUsage, "there is no terminal to ask on",
                 "Give --access-key-id ID and --secret-access-key-file FILE, or --profile NAME.", "--ask"};
  }
  const bool ask_for_profile = answers.type == "profile" && !input.profile;
  if (can_ask && (flags.keys.ask || wants_keys(answers) || ask_for_profile))
    return connect_by_asking(context, session, input, std::move(answers));
  if (ask_for_profile)
    return Error{ErrorCode::kUsage, "no profile is named, and nobody can be asked", "Add --profile NAME.",
                 "--type"};
  if (wants_keys(answers)) {
    COFFER_ASSIGN(input, with_keys(std::move(input), std::move(answers)));
    return session.connect(input);
  }
  auto info = session.connect(input);
  if (info || info.error().code != ErrorCode::kNotConnected || input.profile || !can_ask) return info;
  context.terminal.message("No AWS credentials were found in the environment or in ~/.aws.");
  return connect_by_asking(context, session, input, {});
}

Result<void> connect(Context& context, const ConnectFlags& flags) {
  COFFER_ASSIGN(KeyAnswers answers, read_key_flags(context, flags.keys));
  COFFER_ASSIGN(secrets::ConnectInput input, connect_input(context, flags.session));
  input.name = flags.name;
  COFFER_TRY(agent_to_keep(context));
  const OpenSession open = bare_session(context, flags.session);
  COFFER_ASSIGN(const secrets::ConnectionInfo info,
                connect_with(context, *open.session, std::move(input), flags, std::move(answers)));
  return show(context, info);
}

std::string left_of(const secrets::ConnectionInfo& info) {
  if (!info.left) return "not known";
  const auto minutes = std::chrono::floor<std::chrono::minutes>(*info.left).count();
  if (minutes >= 60) return fmt::format("{} h {} min", minutes / 60, minutes % 60);
  return minutes > 0 ? fmt::format("{} min", minutes) : fmt::format("{} s", info.left->count());
}

void print_connections(Context& context, const std::vector<secrets::ConnectionInfo>& connections) {
  if (context.flags.json) {
    json::Array array;
    for (const auto& info : connections) {
      json::Object object = as_json(info);
      if (info.left) object["seconds_left"] = info.left->count();
      array.emplace_back(std::move(object));
    }
    return context.terminal.line(json::dump_pretty(array));
  }
  std::vector<std::vector<std::string>> rows;
  for (const auto& info : connections)
    rows.push_back({info.name, info.account, info.arn, info.region, info.kind, left_of(info)});
  if (rows.empty()) return context.terminal.message("Nothing is connected. Connect: coffer aws connect.");
  context.terminal.out(format_table({"NAME", "ACCOUNT", "CALLER", "REGION", "KIND", "TIME LEFT"}, rows));
}

Result<void> without_agent(Context& context) {
  context.terminal.message(
      "No agent runs, so no connection is kept between commands: each authenticates for itself, and forgets "
      "when it ends.");
  if (context.flags.json) context.terminal.line("[]");
  return {};
}

Result<void> status(Context& context, const SessionFlags& flags) {
  const OpenSession open = bare_session(context, flags);
  if (!open.agent) return without_agent(context);
  COFFER_ASSIGN(const auto connections, open.session->connections());
  print_connections(context, connections);
  return {};
}

Result<void> disconnect(Context& context, const SessionFlags& flags, const std::string& name) {
  const OpenSession open = bare_session(context, flags);
  if (!open.agent) return without_agent(context);
  COFFER_ASSIGN(const auto connections, open.session->connections());
  if (!name.empty() &&
      std::ranges::find(connections, name, &secrets::ConnectionInfo::name) == connections.end())
    return Error{ErrorCode::kNotFound, fmt::format("there is no connection “{}”", name),
                 "coffer aws status lists those there are.", "connection"};
  COFFER_TRY(open.session->disconnect(name));
  context.terminal.message(
      name.empty()
          ? "Disconnected: the credentials are forgotten, and the values read with them."
          : fmt::format("Disconnected “{}”: its credentials are forgotten, and the values read with them.",
                        name));
  return {};
}

Result<void> profiles(Context& context) {
  COFFER_ASSIGN(const aws::ProfileFiles files, aws::ProfileFiles::load(context.environment));
  json::Array array;
  for (const std::string& name : files.names()) {
    if (context.flags.json)
      array.emplace_back(name);
    else
      context.terminal.line(name);
  }
  if (context.flags.json) context.terminal.line(json::dump_pretty(array));
  return {};
}

std::string stages_of(const aws::SecretDescription& secret) {
  std::string text;
  for (const auto& [version, stages] : secret.versions)
    text += fmt::format("{}{}", text.empty() ? "" : ", ", fmt::join(stages, "+"));
  return text;
}

Result<void> list_secrets(Context& context, const SessionFlags& flags) {
  const OpenSession open = bare_session(context, flags);
  COFFER_ASSIGN(const secrets::ConnectInput input, connect_input(context, flags));
  COFFER_ASSIGN(const auto secrets, open.session->list_secrets(input));
  if (context.flags.json) {
    json::Array array;
    for (const auto& secret : secrets)
      array.emplace_back(
          json::Object{{"arn", secret.arn}, {"name", secret.name}, {"description", secret.description}});
    context.terminal.line(json::dump_pretty(array));
    return {};
  }
  std::vector<std::vector<std::string>> rows;
  for (const auto& secret : secrets) rows.push_back({secret.name, secret.arn, stages_of(secret)});
  context.terminal.out(format_table({"NAME", "ARN", "STAGES"}, rows));
  return {};
}

Result<void> list_versions(Context& context, const SessionFlags& flags, const std::string& arn) {
  const OpenSession open = bare_session(context, flags);
  COFFER_ASSIGN(const secrets::ConnectInput input, connect_input(context, flags));
  COFFER_ASSIGN(const auto versions, open.session->list_versions(input, arn));
  if (context.flags.json) {
    json::Array array;
    for (const auto& [id, stages] : versions)
      array.emplace_back(
          json::Object{{"version_id", id}, {"stages", json::Array(stages.begin(), stages.end())}});
    context.terminal.line(json::dump_pretty(array));
    return {};
  }
  std::vector<std::vector<std::string>> rows;
  for (const auto& [id, stages] : versions) rows.push_back({id, fmt::format("{}", fmt::join(stages, ", "))});
  context.terminal.out(format_table({"VERSION", "STAGES"}, rows));
  return {};
}

// No reference is resolved here, so a wrong region is nothing but bad input (spec 8.4).
template <class Command>
void run_aws_command(Context& context, Command&& command) {
  run_command(context, [&]() -> Result<void> {
    Result<void> done = command();
    if (done || done.error().code != ErrorCode::kRegionWrong) return done;
    Error error = std::move(done).error();
    error.code = ErrorCode::kInvalidArgument;
    return error;
  });
}

}  // namespace

void add_aws_command(CLI::App& root, Context& context) {
  CLI::App* aws = root.add_subcommand("aws", "Connect to AWS, and look what is there");
  aws->require_subcommand(1);

  auto connect_flags = std::make_shared<ConnectFlags>();
  CLI::App* command = aws->add_subcommand("connect", "Authenticate, and show account, caller and region");
  command->add_option("--name", connect_flags->name, "the connection's name, which links may ask for")
      ->type_name("NAME");
  add_key_flags(*command, connect_flags->keys);
  add_session_flags(*command, connect_flags->session);
  command->callback(
      [=, &context] { run_aws_command(context, [&] { return connect(context, *connect_flags); }); });

  auto whoami_flags = std::make_shared<SessionFlags>();
  command = aws->add_subcommand("whoami", "Ask AWS who one is, without an MFA session");
  add_session_flags(*command, *whoami_flags);
  command->callback(
      [=, &context] { run_aws_command(context, [&] { return whoami(context, *whoami_flags); }); });

  add_aws_sources_command(*aws, context);
  add_aws_login_command(*aws, context);

  auto ca_flags = std::make_shared<SessionFlags>();  // --cacert tells connections apart
  const auto add_ca_flag = [&](CLI::App* to) {
    to->add_option("--cacert", ca_flags->ca_file, "as it was given to `connect`");
  };
  command = aws->add_subcommand("status", "Show the connections that the agent holds, and their time left");
  add_ca_flag(command);
  command->callback([=, &context] { run_command(context, [&] { return status(context, *ca_flags); }); });
  auto gone = std::make_shared<std::string>();
  command = aws->add_subcommand("disconnect", "Forget the connections, or one");
  command->add_option("connection", *gone, "its name (default: all)");
  add_ca_flag(command);
  command->callback(
      [=, &context] { run_command(context, [&] { return disconnect(context, *ca_flags, *gone); }); });
  aws->add_subcommand("profiles", "List the profiles of the shared AWS files")->callback([&context] {
    run_command(context, [&] { return profiles(context); });
  });

  auto list_flags = std::make_shared<SessionFlags>();
  command = aws->add_subcommand("secrets", "List the secrets that the account lets you list");
  add_session_flags(*command, *list_flags);
  command->callback(
      [=, &context] { run_aws_command(context, [&] { return list_secrets(context, *list_flags); }); });

  auto version_flags = std::make_shared<SessionFlags>();
  auto arn = std::make_shared<std::string>();
  command = aws->add_subcommand("versions", "List a secret's versions and their staging labels");
  command->add_option("secret-arn", *arn, "Secret ARN")->required();
  add_session_flags(*command, *version_flags);
  command->callback([=, &context] {
    run_aws_command(context, [&] { return list_versions(context, *version_flags, *arn); });
  });
}

}  // namespace coffer::cli
