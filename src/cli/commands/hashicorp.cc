// coffer hashicorp: connecting to HashiCorp Vault or OpenBao.
#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/listing.h"
#include "cli/session_flags.h"

namespace coffer::cli {
namespace {

Result<void> connect(Context& context, const SessionFlags& flags) {
  const OpenSession open = bare_session(context, flags);
  COFFER_ASSIGN(const secrets::HashicorpInfo info,
                open.session->connect_to_hashicorp({flags.hashicorp_auth, flags.hashicorp_auth_path}));
  const std::string expires = info.expires ? format_time(*info.expires) : "";
  if (context.flags.json) {
    context.terminal.line(
        json::dump_pretty(json::Object{{"address", info.address},
                                       {"namespace", info.ns},
                                       {"method", info.method},
                                       {"who", info.who},
                                       {"policies", json::Array(info.policies.begin(), info.policies.end())},
                                       {"expires", expires},
                                       {"renewable", info.renewable}}));
    return {};
  }
  context.terminal.out(format_fields({{"address", info.address},
                                      {"namespace", info.ns},
                                      {"logged in by", info.method},
                                      {"as", info.who},
                                      {"policies", fmt::format("{}", fmt::join(info.policies, ", "))},
                                      {"valid until", expires + (info.renewable ? " (renewable)" : "")}}));
  return {};
}

}  // namespace

void add_hashicorp_command(CLI::App& root, Context& context) {
  CLI::App* hashicorp = root.add_subcommand("hashicorp", "Connect to HashiCorp Vault or OpenBao");
  hashicorp->require_subcommand(1);
  auto flags = std::make_shared<SessionFlags>();
  CLI::App* command =
      hashicorp->add_subcommand("connect", "Log in, and show the server, who one is there, and for how long");
  add_hashicorp_flags(*command, *flags);
  command->add_option("--cacert", flags->ca_file, "CA certificates (PEM) in place of the system's")
      ->group("HashiCorp Vault");
  command->callback([=, &context] { run_command(context, [&] { return connect(context, *flags); }); });
}

}  // namespace coffer::cli
