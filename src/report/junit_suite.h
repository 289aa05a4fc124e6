// One testsuite of the JUnit report: what came of a request in all iterations. Source:
// newman/lib/reporters/junit.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "report/failures.h"
#include "runner/events.h"
#include "secrets/redactor.h"

namespace coffer::report {

// What stands in each suite alike.
struct JunitRun {
  std::string collection_name, collection_id, timestamp;
};

// Keeps counts, and a bounded text of what failed: memory does not grow with the iterations. Every text in it
// passes the redactor, which is not owned.
class JunitSuite {
 public:
  JunitSuite(std::string name, std::string id, const secrets::Redactor& redactor)
      : name_(std::move(name)), id_(std::move(id)), redactor_(&redactor) {}

  void add(const runner::ItemResult& result);
  double seconds() const { return seconds_; }  // of all its responses
  std::string xml(const JunitRun& run) const;

 private:
  // One assertion, by name.
  struct Case {
    std::string name;
    uint64_t failures = 0;
    std::string message, stack;  // of the first failure
  };

  void add_errors(const runner::ItemResult& result);
  void add_assertion(const script::Assertion& assertion);
  Case* case_of(const std::string& name, bool failed);
  std::string case_xml(const Case& each, const JunitRun& run, const std::string& class_name) const;
  std::string failure_xml(const Case& each, const JunitRun& run) const;

  std::string name_, id_;
  const secrets::Redactor* redactor_;
  uint64_t executions_ = 0, errors_ = 0, failures_ = 0;
  uint64_t last_tests_ = 0;  // of the last execution, as Newman tells them
  double seconds_ = 0, last_seconds_ = 0;
  std::string error_text_;
  uint64_t errors_left_out_ = 0;
  std::vector<Case> cases_;  // in the order in which they came
  std::map<std::string, size_t, std::less<>> places_;
  size_t case_bytes_ = 0;
  uint64_t cases_left_out_ = 0;
};

// "FolderOne" of "Folder / One": lodash's camelCase, its first letter large, without what is no letter, digit
// or underscore.
std::string junit_class_name(std::string_view name);

}  // namespace coffer::report
