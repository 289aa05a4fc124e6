// The files of --export-…: what a run leaves behind besides its reports.
#pragma once

#include <optional>

#include "base/result.h"
#include "cli/commands/run_flags.h"
#include "cli/context.h"
#include "http/cookies.h"
#include "postman/collection.h"
#include "report/output_file.h"
#include "runner/events.h"

namespace coffer::cli {

class RunExports {
 public:
  // An error for a file that cannot be written: before anything is sent.
  static Result<RunExports> create(const Context& context, const ExportFlags& flags);

  // After the run, with the variables as scripts left them. All passes the redactor: a value of the vault is
  // in none of them.
  Result<void> write(const Context& context, const postman::Collection& collection,
                     const VariableScopes& variables, const runner::RunSummary& summary,
                     const http::CookieJar& cookies);

 private:
  std::optional<report::OutputFile> environment_, globals_, collection_, cookies_;
};

}  // namespace coffer::cli
