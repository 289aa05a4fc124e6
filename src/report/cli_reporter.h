// What a run looks like on a terminal: as a user of Newman expects it, with the vault's part told.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "report/cli_scripts.h"
#include "report/failures.h"
#include "report/style.h"
#include "runner/events.h"
#include "secrets/redactor.h"

namespace coffer::report {

struct CliReporterOptions {
  Style style = {};
  bool verbose = false;
  bool banner = true;                 // "coffer" above the collection's name
  bool summary = true;                // the table
  bool failures = true;               // the list below it
  ScriptLines scripts = {};           // of what scripts print and assert
  const Clock* timestamps = nullptr;  // not owned; given: requests and assertions begin with the local time
};

// Everything it prints passes the redactor once more.
class CliReporter final : public runner::Listener {
 public:
  // `write` gets whole lines, in order. `redactor` is not owned.
  CliReporter(std::function<void(std::string_view)> write, const secrets::Redactor& redactor,
              CliReporterOptions options = {});

  void run_started(const postman::Collection& collection, uint64_t iterations) override;
  void iteration_started(uint64_t iteration) override;
  void item_started(const postman::PlacedItem& item, uint64_t iteration) override;
  void item_finished(const runner::ItemResult& result) override;
  void run_finished(const runner::RunSummary& summary) override;

 private:
  struct Remembered {
    Failure failure;
    std::string place;
    uint64_t iteration = 0;
  };

  void print(std::string_view text) const;
  std::string script_lines(const runner::ItemResult& result, script::Event event,
                           uint64_t first_failure) const;
  std::string request_lines(const runner::ItemResult& result, uint64_t number) const;
  std::string timestamp(const char* format) const;
  void remember(const runner::ItemResult& result, std::vector<Failure> failures);
  std::string failure_details(const Remembered& remembered, const std::string& indent) const;
  std::string failure_list() const;

  std::function<void(std::string_view)> write_;
  const secrets::Redactor& redactor_;
  const CliReporterOptions options_;
  uint64_t iterations_ = 1;
  const postman::Folder* folder_ = nullptr;
  uint64_t failure_count_ = 0;
  std::vector<Remembered> failures_;  // the first kMostFailures of them
};

}  // namespace coffer::report
