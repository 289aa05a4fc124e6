// The HTML report: one file, to be opened, searched and printed.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "report/html/overview.h"
#include "report/html/text.h"
#include "report/output_file.h"
#include "runner/events.h"
#include "secrets/redactor.h"

namespace coffer::report {

// A browser must still open it: what is beyond is counted, and the report says so.
struct HtmlLimits {
  uint64_t shown = 2'000;                    // executions shown; beyond them only those that failed …
  uint64_t failed_shown = 2'000;             // … and as many of these
  uint64_t opened = 50;                      // failed ones that stand open from the start
  uint64_t failures = 500;                   // of the list at the top
  size_t body = size_t{32} << 10;            // bytes shown of each body …
  uint64_t all_bodies = uint64_t{48} << 20;  // … until the report has this many bytes
};

struct HtmlReporterOptions {
  std::string title;  // empty: the collection's name
  HtmlLimits limits = {};
};

// Writes executions as they come to a file put aside, and at the end the report, whole or not at all. Memory
// does not grow with the iterations. Every text in it passes the redactor.
class HtmlReporter final : public runner::Listener {
 public:
  // kIo, kPermissions, kInvalidArgument: before anything is sent, a report that cannot be written is known.
  // `redactor` is not owned.
  static Result<std::unique_ptr<HtmlReporter>> create(const std::filesystem::path& path,
                                                      const secrets::Redactor& redactor,
                                                      HtmlReporterOptions options = {});

  void run_started(const postman::Collection& collection, uint64_t iterations) override;
  void item_finished(const runner::ItemResult& result) override;
  void run_finished(const runner::RunSummary& summary) override;

  // After the run: whether the report is there, whole.
  Result<void> outcome() const;

 private:
  HtmlReporter(OutputFile file, OutputFile failures, OutputFile executions, const secrets::Redactor& redactor,
               HtmlReporterOptions options)
      : file_(std::move(file)),
        failures_(std::move(failures)),
        executions_(std::move(executions)),
        text_(redactor),
        options_(std::move(options)) {}

  void keep(Result<void> written);
  void count(const runner::ItemResult& result, bool failed);
  bool is_shown(bool failed);  // counts, too
  void write_failures(const runner::ItemResult& result, const std::string& id);
  void write_headings(const runner::ItemResult& result);
  void write_execution(const runner::ItemResult& result, const std::string& id);
  void write_failure_list();
  void write_requests();
  std::string left_out_note() const;

  OutputFile file_, failures_, executions_;
  const html::Text text_;
  const HtmlReporterOptions options_;
  std::string collection_;  // its name
  uint64_t iterations_ = 1;
  std::map<const postman::Item*, size_t> places_;
  std::vector<html::RequestTotals> totals_;  // in the order in which they began
  std::optional<uint64_t> iteration_;        // that is open …
  const postman::Folder* folder_ = nullptr;  // … and the folder in it
  uint64_t failure_count_ = 0, execution_count_ = 0, shown_ = 0, failed_shown_ = 0, opened_ = 0, written_ = 0;
  bool finished_ = false;
  std::optional<Error> error_;
};

}  // namespace coffer::report
