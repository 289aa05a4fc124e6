// Newman's JUnit report: a testsuite for each request, with what went wrong in it. Source:
// newman/lib/reporters/junit.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "crypto/random.h"
#include "report/output_file.h"
#include "runner/events.h"
#include "secrets/redactor.h"

namespace coffer::report {

// Keeps counts for each request of the collection, and a bounded number of its errors: memory does not grow
// with the iterations. The file is written when the run has finished, whole or not at all; every text in it
// passes the redactor.
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
  struct Suite {
    std::string name = {}, id = {};
    uint64_t executions = 0, errors = 0;
    double seconds = 0;  // of all its responses
    std::string error_text = {};
    uint64_t errors_left_out = 0;
  };

  JunitReporter(OutputFile file, const secrets::Redactor& redactor, crypto::Random& random)
      : file_(std::move(file)), redactor_(redactor), random_(random) {}

  Suite& suite_of(const postman::PlacedItem& item);
  std::string attribute(std::string_view name, std::string_view value) const;  // redacted
  std::string suite_xml(const Suite& suite, const std::string& timestamp) const;
  Result<void> write(const runner::RunSummary& summary);

  OutputFile file_;
  const secrets::Redactor& redactor_;
  crypto::Random& random_;
  std::map<const postman::Item*, size_t> places_;
  std::vector<Suite> suites_;  // in the order in which they began
  bool finished_ = false;
  std::optional<Error> error_;
};

}  // namespace coffer::report
