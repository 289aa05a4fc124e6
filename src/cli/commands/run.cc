// coffer run: a whole collection, as Newman runs it (spec 8.1, 8.4).
#include <fmt/format.h>
#include <signal.h>

#include <atomic>

#include "cli/collection_input.h"
#include "cli/commands/commands.h"
#include "cli/request_flags.h"
#include "cli/session_flags.h"
#include "report/cli_reporter.h"
#include "report/json_reporter.h"
#include "runner/runner.h"

namespace coffer::cli {
namespace {

struct RunFlags {
  std::string collection, working_folder, json_export;
  std::vector<std::string> folders, reporters = {"cli"};
  uint64_t iterations = 1;
  int delay_ms = 0, timeout_ms = 0, request_timeout_ms = 0;
  bool bail = false, verbose = false, ignore_redirects = false, no_unicode = false;
  SessionFlags session;
  RequestFlags request;
  VariableFlags variables;
};

// Ctrl-C ends the run after the request under way, so that the reports are whole; a second one ends the
// process.
std::atomic<bool> interrupted{false};

void stop_on_interrupt() {
  struct sigaction action{};
  action.sa_handler = [](int) { interrupted = true; };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigaction(SIGINT, &action, nullptr);
}

Result<void> check_reporters(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (name == "cli" || name == "json") continue;
    return Error{ErrorCode::kUsage, fmt::format("there is no reporter \"{}\"", name), "There are: cli, json.",
                 "--reporters"};
  }
  return {};
}

bool wants(const RunFlags& flags, std::string_view reporter) {
  return std::find(flags.reporters.begin(), flags.reporters.end(), reporter) != flags.reporters.end();
}

Result<runner::RunOptions> run_options(const RunFlags& flags, const CollectionInput& input,
                                       const VariableScopes& variables) {
  runner::RunOptions options;
  COFFER_ASSIGN(options.send.http, send_options(flags.request, flags.session.ca_file));
  options.send.http.timeout = std::chrono::milliseconds(flags.request_timeout_ms);
  options.send.working_folder = flags.working_folder.empty() ? std::filesystem::current_path()
                                                             : std::filesystem::path(flags.working_folder);
  options.send.collection_name = input.collection.root.name;
  options.send.user_agent = "Coffer/" COFFER_VERSION;
  options.send.follow_redirects = !flags.ignore_redirects;
  options.send.show = flags.verbose || wants(flags, "json");
  options.iterations = flags.iterations;
  options.delay = std::chrono::milliseconds(flags.delay_ms);
  options.timeout = std::chrono::milliseconds(flags.timeout_ms);
  options.bail = flags.bail;
  options.folders = flags.folders;
  options.stop = &interrupted;
  options.environment = variables.environment.scope;
  options.globals = variables.globals.scope;
  return options;
}

report::CliReporterOptions cli_options(const Context& context, const RunFlags& flags) {
  report::CliReporterOptions options;
  options.style.colour = context.terminal.colour();
  options.style.unicode = !flags.no_unicode;
  options.verbose = flags.verbose;
  return options;
}

Result<void> run_collection(Context& context, const RunFlags& flags) {
  COFFER_TRY(check_reporters(flags.reporters));
  COFFER_ASSIGN(const CollectionInput input, load_collection(context, flags.collection));
  COFFER_ASSIGN(const VariableScopes variables, load_variables(flags.variables));
  const bool needs_secrets = input.mentions_vault || variables.mentions_vault;
  COFFER_ASSIGN(const OpenSession open, open_session(context, flags.session, input.folder, needs_secrets));
  COFFER_ASSIGN(const runner::RunOptions options, run_options(flags, input, variables));

  std::vector<std::unique_ptr<runner::Listener>> reporters;
  if (wants(flags, "cli")) {
    const auto write = [&context](std::string_view text) { context.terminal.out(text); };
    reporters.push_back(
        std::make_unique<report::CliReporter>(write, context.redactor, cli_options(context, flags)));
  }
  report::JsonReporter* json = nullptr;
  if (wants(flags, "json")) {
    const std::filesystem::path path = flags.json_export.empty()
                                           ? report::default_json_report_path(context.clock->now())
                                           : std::filesystem::path(flags.json_export);
    COFFER_ASSIGN(auto reporter,
                  report::JsonReporter::create(path, {&context.redactor, context.random, context.clock,
                                                      &variables.environment, &variables.globals}));
    json = reporter.get();
    reporters.push_back(std::move(reporter));
  }
  std::vector<runner::Listener*> listeners;
  for (const auto& reporter : reporters) listeners.push_back(reporter.get());

  stop_on_interrupt();
  const runner::Parts parts{&context.transport(), open.session.get(), &context.redactor, context.clock,
                            context.random};
  COFFER_ASSIGN(const runner::RunSummary summary, runner::run(parts, input.collection, options, listeners));
  if (json != nullptr) COFFER_TRY(json->outcome());
  context.status = runner::exit_status(summary);
  return {};
}

}  // namespace

void add_run_command(CLI::App& root, Context& context) {
  auto flags = std::make_shared<RunFlags>();
  CLI::App* command = root.add_subcommand("run", "Run a Postman collection");
  command->add_option("collection", flags->collection, "Postman collection (v2.1)")->required();
  command->add_option("-n,--iteration-count", flags->iterations, "how many times")
      ->check(CLI::Range(uint64_t{1}, uint64_t{1} << 40));
  command->add_option("--folder", flags->folders, "only this folder or request (may be given again)")
      ->allow_extra_args(false);
  command->add_option("--delay-request", flags->delay_ms, "milliseconds between requests")
      ->check(CLI::NonNegativeNumber);
  command->add_option("--timeout", flags->timeout_ms, "milliseconds for the whole run (default: none)")
      ->check(CLI::NonNegativeNumber);
  command
      ->add_option("--timeout-request", flags->request_timeout_ms,
                   "milliseconds for a request (default: none)")
      ->check(CLI::NonNegativeNumber);
  command->add_flag("--bail", flags->bail, "stop at the first failure");
  command->add_option("-r,--reporters", flags->reporters, "cli, json; comma-separated")
      ->delimiter(',')
      ->allow_extra_args(false);
  command->add_option("--reporter-json-export", flags->json_export, "file for the JSON report");
  command->add_option("--working-dir", flags->working_folder,
                      "where files that requests name are looked for");
  command->add_flag("--ignore-redirects", flags->ignore_redirects, "do not follow redirects");
  command->add_flag("--verbose", flags->verbose, "show headers, bodies and timings, redacted");
  command->add_flag("--disable-unicode", flags->no_unicode, "plain symbols");
  add_variable_flags(*command, flags->variables);
  add_request_flags(*command, flags->request);
  add_session_flags(*command, flags->session);
  command->callback([=, &context] { run_command(context, [&] { return run_collection(context, *flags); }); });
}

}  // namespace coffer::cli
