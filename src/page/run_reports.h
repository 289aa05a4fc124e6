// The reports of a run of the page, written while it goes on.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "crypto/random.h"
#include "report/html_reporter.h"
#include "report/json_reporter.h"
#include "report/junit_reporter.h"
#include "runner/events.h"
#include "secrets/redactor.h"

namespace coffer::page {

// Files that only this user can read; they go with the object. Everything in them is redacted.
class RunReports {
 public:
  static constexpr size_t kMostBytes = size_t{256} << 20;  // of a report that is given out

  // `folder` must be there. None is owned.
  static Result<std::unique_ptr<RunReports>> create(const std::filesystem::path& folder,
                                                    const secrets::Redactor& redactor, crypto::Random& random,
                                                    Clock& clock);
  ~RunReports();

  std::vector<runner::Listener*> listeners() const { return {json_.get(), junit_.get(), html_.get()}; }

  struct Report {
    std::string file_name, type, text;
  };
  // After the run. `format`: "json", "junit", "html"; else kInvalidArgument ("format").
  Result<Report> read(std::string_view format) const;

 private:
  explicit RunReports(std::filesystem::path folder) : folder_(std::move(folder)) {}

  const std::filesystem::path folder_;
  std::unique_ptr<report::JsonReporter> json_;
  std::unique_ptr<report::JunitReporter> junit_;
  std::unique_ptr<report::HtmlReporter> html_;
};

}  // namespace coffer::page
