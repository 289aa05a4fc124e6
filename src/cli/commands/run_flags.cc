#include "cli/commands/run_flags.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace coffer::cli {
namespace {

void add_what_runs(CLI::App& command, RunFlags& flags) {
  command.add_option("collection", flags.collection, "Postman collection: file, URL or - for standard input");
  command
      .add_option("-n,--iteration-count", flags.iterations,
                  "how many times (default: once, or once for each row of data)")
      ->check(CLI::Range(uint64_t{1}, uint64_t{1} << 40));
  command
      .add_option("--parallel", flags.parallel,
                  "so many iterations at a time, each with its own variables and cookies")
      ->check(CLI::Range(size_t{1}, size_t{64}));
  command.add_option("-d,--iteration-data", flags.data,
                     "CSV or JSON: file, URL or -; each row's variables serve one iteration");
  command.add_option("--folder", flags.folders, "only this folder or request (may be given again)")
      ->allow_extra_args(false);
  command.add_option("--delay-request", flags.delay_ms, "milliseconds between requests")
      ->check(CLI::NonNegativeNumber);
  command.add_option("--timeout", flags.timeout_ms, "milliseconds for the whole run (default: none)")
      ->check(CLI::NonNegativeNumber);
  command
      .add_option("--timeout-request", flags.request_timeout_ms, "milliseconds for a request (default: none)")
      ->check(CLI::NonNegativeNumber);
  command
      .add_option("--timeout-script", flags.script_timeout_ms, "milliseconds for a script (default: none)")
      ->check(CLI::NonNegativeNumber);
  // As in Newman the modifiers may follow, so the value is optional.
  CLI::Option* bail =
      command.add_option("--bail", flags.bail_modifiers, "stop at the first failure (folder, failure)")
          ->expected(0, 1)
          ->type_name("[MODIFIERS]");
  command.parse_complete_callback([&flags, bail] { flags.bail = bail->count() > 0; });
  command.add_flag("-x,--suppress-exit-code", flags.suppress_exit_code,
                   "exit with 0 whatever failed in the run");
}

void add_files(CLI::App& command, RunFlags& flags) {
  command.add_option("--working-dir", flags.working_folder, "where files that requests name are looked for")
      ->group("Files");
  command
      .add_flag("--no-insecure-file-read", flags.no_insecure_file_read,
                "requests may name no file outside of the working folder")
      ->group("Files");
  command.add_option("--cookie-jar", flags.cookie_jar, "cookies to begin with (tough-cookie's JSON)")
      ->group("Files");
  command
      .add_option("--export-cookie-jar", flags.exports.cookie_jar,
                  "write the cookies to a file after the run")
      ->group("Files");
  command
      .add_option("--export-environment", flags.exports.environment,
                  "write the environment to a file after the run")
      ->group("Files");
  command.add_option("--export-globals", flags.exports.globals, "write the globals to a file after the run")
      ->group("Files");
  command
      .add_option("--export-collection", flags.exports.collection,
                  "write the collection to a file after the run")
      ->group("Files");
}

void add_reports(CLI::App& command, ReportFlags& flags) {
  const auto flag = [&command](const char* name, bool& value, const char* text) {
    command.add_flag(name, value, text)->group("Reports");
  };
  command.add_option("-r,--reporters", flags.reporters, "cli, json, junit, html, progress; comma-separated")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->group("Reports");
  command.add_option("--reporter-json-export", flags.json_export, "file for the JSON report")
      ->group("Reports");
  command.add_option("--reporter-junit-export", flags.junit_export, "file for the JUnit report")
      ->group("Reports");
  command.add_option("--reporter-html-export", flags.html_export, "file for the HTML report")
      ->group("Reports");
  command.add_option("--reporter-html-title", flags.html_title, "its title (default: the collection's name)")
      ->group("Reports");
  command
      .add_option("--reporter-export", flags.any_export, "file or folder for the one report that is a file")
      ->group("Reports");
  flag("--silent", flags.silent, "print nothing of the run");
  flag("--verbose", flags.verbose, "show headers, bodies and timings, redacted");
  flag("--disable-unicode", flags.no_unicode, "plain symbols");
  flag("--reporter-cli-silent", flags.cli_silent, "the same as --silent");
  flag("--reporter-cli-no-summary", flags.no_summary, "without the table at the end");
  flag("--reporter-cli-no-failures", flags.no_failures, "without the list of failures at the end");
  flag("--reporter-cli-no-banner", flags.no_banner, "without the first line");
  flag("--reporter-cli-show-timestamps", flags.timestamps, "with the time of each request and assertion");
  flag("--reporter-cli-no-assertions", flags.no_assertions, "without the lines of assertions");
  flag("--reporter-cli-no-success-assertions", flags.no_success_assertions,
       "of the assertions only those that failed");
  flag("--reporter-cli-no-console", flags.no_console, "without what scripts print");
}

// Newman's, and not to be had here: an error that says so beats a flag that does nothing.
void refuse(CLI::App& command, const char* name, const char* why) {
  command.add_option(name, "refused")
      ->expected(0, 1)
      ->each([name, why](const std::string&) { throw CLI::ValidationError(name, why); })
      ->group("");
}

// As in Newman the value is optional, and what follows the flag is taken for one: `coffer run --bail c.json`.
Result<void> check_bail(RunFlags& flags) {
  std::string_view rest = flags.bail_modifiers;
  while (!rest.empty()) {
    const size_t comma = std::min(rest.find(','), rest.size());
    const std::string_view modifier = rest.substr(0, comma);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
    if (modifier == "folder" || modifier == "failure") continue;
    if (flags.collection.empty()) {
      flags.collection = flags.bail_modifiers;
      return {};
    }
    return Error{ErrorCode::kUsage, fmt::format("there is no modifier \"{}\"", modifier),
                 "There are: folder, failure.", "--bail"};
  }
  return {};
}

constexpr std::array kReporters{"cli", "json", "junit", "html", "progress"};

Error unknown_reporter(const std::string& name) {
  constexpr std::array kOfOthers{"emojitrain", "htmlextra", "teamcity"};
  const bool others = std::ranges::find(kOfOthers, name) != kOfOthers.end();
  return {ErrorCode::kUsage,
          others ? fmt::format("Newman's reporter \"{}\" is not part of Coffer", name)
                 : fmt::format("there is no reporter \"{}\"", name),
          fmt::format("There are: {}.", fmt::join(kReporters, ", ")), "--reporters"};
}

}  // namespace

bool ReportFlags::wants(std::string_view reporter) const {
  return std::ranges::find(reporters, reporter) != reporters.end();
}

bool ReportFlags::show_exchanges() const { return verbose || wants("json") || wants("html"); }

void add_run_flags(CLI::App& command, RunFlags& flags) {
  add_what_runs(command, flags);
  add_reports(command, flags.report);
  add_files(command, flags);
  add_variable_flags(command, flags.variables);
  add_request_flags(command, flags.request);
  command
      .add_option("--ssl-client-cert-list", flags.certificate_list,
                  "client certificates by URL (Postman's JSON list)")
      ->group("Requests");
  command.add_flag("--ignore-redirects", flags.ignore_redirects, "do not follow redirects")
      ->group("Requests");
  add_session_flags(command, flags.session);
  add_grant_flags(command, flags.grant);
  refuse(command, "--postman-api-key",
         "Coffer does not talk to Postman's API: export the collection to a file, or name its URL");
  refuse(command, "--reporter-html-template", "the HTML report has no templates");
}

Result<void> check_run_flags(RunFlags& flags) {
  COFFER_TRY(check_bail(flags));
  if (flags.collection.empty())
    return Error{ErrorCode::kUsage, "no collection is named",
                 "coffer run COLLECTION; --help lists the flags."};
  for (const std::string& name : flags.report.reporters) {
    if (std::ranges::find(kReporters, name) == kReporters.end()) return unknown_reporter(name);
  }
  return {};
}

}  // namespace coffer::cli
