// The flags of coffer run: Newman's, with Newman's meaning.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cli/request_flags.h"
#include "cli/script_vault.h"
#include "cli/session_flags.h"

namespace coffer::cli {

struct ReportFlags {
  std::vector<std::string> reporters = {"cli"};
  std::string any_export, json_export, junit_export, html_export;  // --reporter-export goes to every reporter
  std::string html_title;                                          // empty: the collection's name
  bool silent = false, cli_silent = false, no_summary = false, no_failures = false, no_banner = false;
  bool no_assertions = false, no_success_assertions = false, no_console = false;
  bool timestamps = false, verbose = false, no_unicode = false;

  bool wants(std::string_view reporter) const;
  bool show_exchanges() const;  // one of them tells headers and bodies
};

struct ExportFlags {
  std::string environment, globals, collection, cookie_jar;
};

struct RunFlags {
  std::string collection, data, working_folder, certificate_list, cookie_jar;
  std::string bail_modifiers;  // comma-separated
  std::vector<std::string> folders;
  uint64_t iterations = 0;  // 0: as many as the data has rows
  size_t parallel = 1;
  int delay_ms = 0, timeout_ms = 0, request_timeout_ms = 0, script_timeout_ms = 0;
  bool bail = false, ignore_redirects = false, no_insecure_file_read = false, suppress_exit_code = false;
  ReportFlags report;
  ExportFlags exports;
  SessionFlags session;
  GrantFlags grant;
  RequestFlags request;
  VariableFlags variables;
};

void add_run_flags(CLI::App& command, RunFlags& flags);
// What the parser cannot tell: unknown reporters and modifiers, no collection. kUsage.
Result<void> check_run_flags(RunFlags& flags);

}  // namespace coffer::cli
