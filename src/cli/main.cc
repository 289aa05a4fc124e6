// coffer: the command line.
#include <fmt/format.h>
#include <signal.h>

#include <CLI/CLI.hpp>
#include <exception>

#include "base/hardening.h"
#include "cli/commands/commands.h"
#include "cli/context.h"
#include "cli/help_texts.h"

namespace coffer::cli {
namespace {

void add_global_flags(CLI::App& root, GlobalFlags& flags) {
  root.add_option("--vault", flags.vault_file,
                  "vault file (COFFER_VAULT; default: vault.coffer in the config folder)");
  root.add_option("--key-file", flags.key_file, "file that holds the vault's key (COFFER_VAULT_KEY_FILE)");
  root.add_option("--passphrase-file", flags.passphrase_file,
                  "file that holds the passphrase (COFFER_PASSPHRASE_FILE)");
  root.add_flag("--json", flags.json, "print listings and details as JSON");
  root.add_flag("--no-input", flags.no_input, "never ask; fail instead");
  root.add_flag("--no-agent", flags.no_agent, "do without the agent (COFFER_NO_AGENT)");
  root.add_option("--color", flags.colour, "colour: on, off or auto")
      ->check(CLI::IsMember({"on", "off", "auto"}))
      ->type_name("WHEN");
}

Colour colour_of(const std::string& word) {
  if (word == "on") return Colour::kOn;
  return word == "off" ? Colour::kOff : Colour::kAuto;
}

void add_commands(CLI::App& root, Context& context) {
  add_send_command(root, context);
  add_run_command(root, context);
  add_check_command(root, context);
  add_secret_command(root, context);
  add_vault_command(root, context);
  add_aws_command(root, context);
  add_agent_command(root, context);
  add_hashicorp_command(root, context);
  add_settings_command(root, context);
  add_trust_command(root, context);
  add_grant_command(root, context);
  add_import_command(root, context);
  add_manual_commands(root, context);
  add_ui_command(root, context);
  add_demo_command(root, context);
  finish_help(root);
}

int parse_and_run(int argc, char** argv) {
  Context context;
  context.environment = Environment::from_process();
  wipe_secret_variables();
  context.clock = &system_clock();
  context.random = &crypto::system_random();
  CLI::App root("Sends HTTP requests that carry secrets, and does not keep the secrets.", "coffer");
  root.set_version_flag("--version,-V", "coffer " COFFER_VERSION);
  root.require_subcommand(1);
  root.fallthrough();
  root.footer(
      "Docs: docs/cli.md. Exit status: 0 fine, 1 failed, 2 usage, 3 a vault reference could not be resolved, "
      "4 authentication needed.");
  add_global_flags(root, context.flags);
  add_commands(root, context);
  root.parse_complete_callback([&context] {
    context.terminal.configure(context.environment, colour_of(context.flags.colour), !context.flags.no_input);
  });
  if (argc > 1 && std::string_view(argv[1]) == "__complete") {  // asked by the scripts of completion.cc
    print_completions(root, context, {argv + 2, argv + argc});
    return 0;
  }
  try {
    root.parse(argc, argv);
  } catch (const CLI::CallForVersion& version) {
    context.terminal.line(version.what());
  } catch (const CLI::Success&) {  // --help
    context.terminal.out(root.help());
  } catch (const CLI::ParseError& error) {
    context.terminal.error(
        {ErrorCode::kUsage, error.what(), "`coffer --help` and `coffer COMMAND --help` list what there is."});
    return 2;
  }
  return context.status;
}

}  // namespace
}  // namespace coffer::cli

int main(int argc, char** argv) {
  coffer::harden_process();
  ::signal(SIGPIPE,
           SIG_IGN);  // a closed pipe and a full disk are errors of a write, not the end of the process
  ::signal(SIGXFSZ, SIG_IGN);
  try {
    return coffer::cli::parse_and_run(argc, argv);
  } catch (const std::exception&
               error) {  // a foreign exception that no wrapper stopped: never its text, it may quote input
    fmt::print(stderr, "coffer: internal error ({})\n", typeid(error).name());
    return 1;
  }
}
