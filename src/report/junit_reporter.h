// Newman's JUnit report: a testsuite for each request, with its assertions and what went wrong in it.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "crypto/random.h"
#include "report/junit_suite.h"
#include "report/output_file.h"
#include "runner/events.h"
#include "secrets/redactor.h"

namespace coffer::report {

// Keeps a suite for each request of the collection: memory does not grow with the iterations. The file is
// written when the run has finished, whole or not at all; every text in it passes the redactor.
class JunitReporter final : public runner::Listener {
 public:
  // kIo, kPermissions: a report that cannot be written is known before anything is sent. Neither part is
  // owned.
  static Result<std::unique_ptr<JunitReporter>> create(const std::filesystem::path& path,
                                                       const secrets::Redactor& redactor,
                                                       crypto::Random& random);

  void run_started(const postman::Collection& collection, uint64_t iterations) override;
  void item_finished(const runner::ItemResult& result) override;
  void run_finished(const runner::RunSummary& summary) override;

  // After the run: whether the report is there, whole.
  Result<void> outcome() const;

 private:
  JunitReporter(OutputFile file, const secrets::Redactor& redactor, crypto::Random& random)
      : file_(std::move(file)), redactor_(redactor), random_(random) {}

  JunitSuite& suite_of(const postman::PlacedItem& item);
  Result<void> write(const runner::RunSummary& summary);

  OutputFile file_;
  const secrets::Redactor& redactor_;
  crypto::Random& random_;
  std::map<const postman::Item*, size_t> places_;
  std::vector<JunitSuite> suites_;  // in the order in which they began
  bool finished_ = false;
  std::optional<Error> error_;
};

}  // namespace coffer::report
