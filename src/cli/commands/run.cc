// coffer run: a whole collection, as Newman runs it (spec 8.1, 8.4).
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <optional>

#include "base/files.h"
#include "cli/collection_input.h"
#include "cli/commands/commands.h"
#include "cli/commands/run_exports.h"
#include "cli/commands/run_flags.h"
#include "cli/commands/run_reports.h"
#include "cli/location.h"
#include "cli/script_vault.h"
#include "postman/data_file.h"
#include "runner/client_certificates.h"
#include "runner/cookie_file.h"
#include "runner/runner.h"
#include "script/process_host.h"

namespace coffer::cli {
namespace {

constexpr size_t kCookieFileLimit = size_t{16} << 20;  // bytes

std::atomic<bool> interrupted{false};

void note_interrupt(int) {
  constexpr std::string_view kText =
      "\nStopping after the request under way; Ctrl-C again ends it at once.\n";
  interrupted = true;
  static_cast<void>(!::write(STDERR_FILENO, kText.data(), kText.size()));
}

// Ctrl-C ends the run after the request under way, so that the reports are whole; a second one ends the
// process.
void stop_on_interrupt() {
  struct sigaction action{};
  action.sa_handler = note_interrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigaction(SIGINT, &action, nullptr);
}

// All that is read before the run.
struct RunInput {
  CollectionInput collection;
  VariableScopes variables;
  std::optional<postman::DataFile> data;
  bool data_mentions_vault = false;
  std::optional<runner::ClientCertificates> certificates;
  http::CookieJar cookies;

  bool needs_secrets() const {
    return collection.mentions_vault || variables.mentions_vault || data_mentions_vault;
  }
};

std::filesystem::path working_folder(const RunFlags& flags) {
  return flags.working_folder.empty() ? std::filesystem::current_path()
                                      : std::filesystem::path(flags.working_folder);
}

Result<void> read_data(const RunFlags& flags, Locations& locations, RunInput& input) {
  COFFER_ASSIGN(const std::string text, locations.read(flags.data, "--iteration-data"));
  auto data = postman::parse_data_file(text, postman::guess_data_format(text));
  if (!data) {
    Error error = std::move(data).error();
    if (error.field.empty()) error.field = "--iteration-data";
    return error;
  }
  input.data.emplace(std::move(*data));
  input.data_mentions_vault = text.find("vault:") != std::string::npos;
  return {};
}

Result<void> read_cookies(const Context& context, const RunFlags& flags, RunInput& input) {
  COFFER_ASSIGN(const std::string text, read_file(flags.cookie_jar, kCookieFileLimit));
  auto jar = runner::parse_cookie_file(text, context.clock->now());
  if (!jar) {
    Error error = std::move(jar).error();
    error.field = "--cookie-jar";
    return error;
  }
  input.cookies = std::move(*jar);
  return {};
}

Result<RunInput> read_input(Context& context, const RunFlags& flags, const http::SendOptions& options) {
  RunInput input;
  Locations locations(context, options);
  COFFER_ASSIGN(input.collection, load_collection(context, locations, flags.collection));
  COFFER_ASSIGN(input.variables, load_variables(flags.variables, locations));
  if (!flags.data.empty()) COFFER_TRY(read_data(flags, locations, input));
  if (!flags.cookie_jar.empty()) COFFER_TRY(read_cookies(context, flags, input));
  if (!flags.certificate_list.empty()) {
    COFFER_ASSIGN(auto list, runner::ClientCertificates::load(flags.certificate_list, working_folder(flags)));
    input.certificates.emplace(std::move(list));
  }
  return input;
}

// As in Newman: as many as there are rows, unless -n says another number.
uint64_t iterations_of(const RunFlags& flags, const RunInput& input) {
  if (flags.iterations > 0) return flags.iterations;
  return input.data ? std::max<uint64_t>(input.data->size(), 1) : 1;
}

// Newman: "folder" alone ends the run at errors only.
runner::Bail bail_of(const RunFlags& flags) {
  if (!flags.bail) return runner::Bail::kNever;
  return flags.bail_modifiers == "folder" ? runner::Bail::kOnError : runner::Bail::kOnFailure;
}

runner::RunOptions run_options(const RunFlags& flags, RunInput& input, http::SendOptions http) {
  runner::RunOptions options;
  options.send.http = std::move(http);
  options.send.http.timeout = std::chrono::milliseconds(flags.request_timeout_ms);
  options.send.certificates = input.certificates ? &*input.certificates : nullptr;
  options.send.working_folder = working_folder(flags);
  options.send.files_outside = !flags.no_insecure_file_read;
  options.send.collection_name = input.collection.collection.root.name;
  options.send.user_agent = "Coffer/" COFFER_VERSION;
  options.send.follow_redirects = !flags.ignore_redirects;
  options.send.show = flags.report.show_exchanges();
  options.iterations = iterations_of(flags, input);
  options.parallel = flags.parallel;
  options.data = input.data ? &*input.data : nullptr;
  options.cookies = &input.cookies;
  options.delay = std::chrono::milliseconds(flags.delay_ms);
  options.timeout = std::chrono::milliseconds(flags.timeout_ms);
  options.script_timeout = std::chrono::milliseconds(flags.script_timeout_ms);
  options.bail = bail_of(flags);
  options.folders = flags.folders;
  options.stop = &interrupted;
  options.environment = input.variables.environment;
  options.globals = input.variables.globals;
  return options;
}

Result<void> run_collection(Context& context, RunFlags& flags) {
  COFFER_TRY(check_run_flags(flags));
  COFFER_ASSIGN(http::SendOptions http, send_options(flags.request, flags.session.ca_file));
  COFFER_ASSIGN(RunInput input, read_input(context, flags, http));
  COFFER_ASSIGN(OpenSession open,
                open_session(context, flags.session, input.collection.folder, input.needs_secrets()));
  const runner::RunOptions options = run_options(flags, input, std::move(http));
  COFFER_ASSIGN(const RunReports reports, RunReports::create(context, flags.report));
  COFFER_ASSIGN(RunExports exports, RunExports::create(context, flags.exports));

  stop_on_interrupt();
  const OpenScriptVault script_vault =
      open_script_vault(context, flags.grant, flags.session, input.collection, open);
  const auto make_host = [options = script::sandbox_options(context.environment)] {
    return std::make_unique<script::ProcessScriptHost>(options);
  };
  const auto scripts = make_host();
  const runner::Parts parts{.transport = &context.transport(),
                            .secrets = open.session.get(),
                            .redactor = &context.redactor,
                            .clock = context.clock,
                            .random = context.random,
                            .vault = script_vault.vault.get(),
                            .scripts = scripts.get(),
                            .more_scripts = make_host};
  COFFER_ASSIGN(const runner::RunSummary summary,
                runner::run(parts, input.collection.collection, options, reports.listeners()));
  COFFER_TRY(reports.outcome());
  COFFER_TRY(exports.write(context, input.collection.collection, input.variables, summary, input.cookies));
  context.status = runner::exit_status(summary);
  if (flags.suppress_exit_code && !interrupted) context.status = 0;
  return {};
}

}  // namespace

void add_run_command(CLI::App& root, Context& context) {
  auto flags = std::make_shared<RunFlags>();
  CLI::App* command = root.add_subcommand("run", "Run a Postman collection");
  add_run_flags(*command, *flags);
  command->callback([=, &context] { run_command(context, [&] { return run_collection(context, *flags); }); });
}

}  // namespace coffer::cli
