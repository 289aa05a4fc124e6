// The reports of a run, as the flags want them.
#pragma once

#include <memory>
#include <vector>

#include "base/result.h"
#include "cli/commands/run_flags.h"
#include "cli/context.h"
#include "cli/request_flags.h"
#include "report/html_reporter.h"
#include "report/json_reporter.h"
#include "report/junit_reporter.h"
#include "runner/events.h"

namespace coffer::cli {

class RunReports {
 public:
  // An error for a file that cannot be written: before anything is sent. `context` is not owned.
  static Result<RunReports> create(Context& context, const ReportFlags& flags);

  std::vector<runner::Listener*> listeners() const;
  // After the run: whether every report is there, whole.
  Result<void> outcome() const;

 private:
  std::vector<std::unique_ptr<runner::Listener>> on_screen_;
  std::unique_ptr<report::JsonReporter> json_;
  std::unique_ptr<report::JunitReporter> junit_;
  std::unique_ptr<report::HtmlReporter> html_;
};

}  // namespace coffer::cli
