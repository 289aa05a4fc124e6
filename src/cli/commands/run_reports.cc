#include "cli/commands/run_reports.h"

#include "report/cli_reporter.h"
#include "report/output_file.h"
#include "report/progress_reporter.h"

namespace coffer::cli {
namespace {

report::CliReporterOptions cli_options(const Context& context, const ReportFlags& flags) {
  report::CliReporterOptions options;
  options.style.colour = context.terminal.colour();
  options.style.unicode = !flags.no_unicode;
  options.verbose = flags.verbose;
  options.banner = !flags.no_banner;
  options.summary = !flags.no_summary;
  options.failures = !flags.no_failures;
  options.scripts.assertions = !flags.no_assertions;
  options.scripts.successes = !flags.no_success_assertions;
  options.scripts.console = !flags.no_console;
  options.timestamps = flags.timestamps ? context.clock : nullptr;
  return options;
}

// As in Newman, where the general flag outranks the reporter's own.
std::filesystem::path path_of(const Context& context, const ReportFlags& flags, const std::string& own,
                              const char* name) {
  return report::output_path(flags.any_export.empty() ? own : flags.any_export, name, context.clock->now());
}

}  // namespace

Result<RunReports> RunReports::create(Context& context, const ReportFlags& flags) {
  RunReports reports;
  const auto write = [&context](std::string_view text) { context.terminal.out(text); };
  const bool silent = flags.silent || flags.cli_silent;
  if (flags.wants("cli") && !silent) {
    reports.on_screen_.push_back(
        std::make_unique<report::CliReporter>(write, context.redactor, cli_options(context, flags)));
  }
  if (flags.wants("progress") && !flags.silent && context.terminal.out_is_terminal())
    reports.on_screen_.push_back(std::make_unique<report::ProgressReporter>(write));
  if (flags.wants("json")) {
    COFFER_ASSIGN(reports.json_, report::JsonReporter::create(
                                     path_of(context, flags, flags.json_export, "newman-run-report.json"),
                                     {&context.redactor, context.random, context.clock}));
  }
  if (flags.wants("junit")) {
    COFFER_ASSIGN(reports.junit_, report::JunitReporter::create(
                                      path_of(context, flags, flags.junit_export, "newman-run-report.xml"),
                                      context.redactor, *context.random));
  }
  if (flags.wants("html")) {
    COFFER_ASSIGN(reports.html_, report::HtmlReporter::create(
                                     path_of(context, flags, flags.html_export, "newman-run-report.html"),
                                     context.redactor, {.title = flags.html_title}));
  }
  return reports;
}

std::vector<runner::Listener*> RunReports::listeners() const {
  std::vector<runner::Listener*> listeners;
  for (const auto& reporter : on_screen_) listeners.push_back(reporter.get());
  if (json_) listeners.push_back(json_.get());
  if (junit_) listeners.push_back(junit_.get());
  if (html_) listeners.push_back(html_.get());
  return listeners;
}

Result<void> RunReports::outcome() const {
  if (json_) COFFER_TRY(json_->outcome());
  if (junit_) COFFER_TRY(junit_->outcome());
  if (html_) COFFER_TRY(html_->outcome());
  return {};
}

}  // namespace coffer::cli
