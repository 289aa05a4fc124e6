// Newman's JSON report, and a member `coffer` of our own in each execution.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "crypto/random.h"
#include "report/failures.h"
#include "report/newman_json.h"
#include "report/newman_scripts.h"
#include "report/output_file.h"
#include "runner/events.h"
#include "runner/statistics.h"
#include "secrets/redactor.h"

namespace coffer::report {

// None is owned.
struct JsonReporterParts {
  const secrets::Redactor* redactor = nullptr;
  crypto::Random* random = nullptr;
  Clock* clock = nullptr;
};

// Writes executions as they come, and the scopes as the run left them; the file takes its place when the run
// has finished. Every text in it passes the redactor. Values of secret-typed variables stay out.
class JsonReporter final : public runner::Listener {
 public:
  // kIo, kPermissions, kInvalidArgument: before anything is sent, a report that cannot be written is known.
  static Result<std::unique_ptr<JsonReporter>> create(const std::filesystem::path& path,
                                                      const JsonReporterParts& parts);

  void run_started(const postman::Collection& collection, uint64_t iterations) override;
  void item_finished(const runner::ItemResult& result) override;
  void run_finished(const runner::RunSummary& summary) override;

  // After the run: whether the report is there, whole.
  Result<void> outcome() const;

 private:
  JsonReporter(OutputFile file, OutputFile failures, const JsonReporterParts& parts)
      : file_(std::move(file)), failures_(std::move(failures)), parts_(parts) {}

  std::string text_of(const json::Value& value) const;  // redacted
  void keep(Result<void> written);
  void write_execution(const runner::ItemResult& result, const json::Object& cursor,
                       const json::Value& request);
  void add_script_errors(json::Object& execution, const char* member, const runner::ItemResult& result,
                         script::Event event) const;
  void write_failure(const runner::ItemResult& result, const Failure& failure, json::Object cursor,
                     const json::Value& request);
  void count(const http::Timings& timings);
  json::Object item_json(const runner::ItemResult& result) const;
  json::Object timings_json(const runner::RunSummary& summary) const;

  OutputFile file_, failures_;
  const JsonReporterParts parts_;
  CollectionExport collection_;
  runner::Statistics response_, dns_, first_byte_;
  bool any_execution_ = false, any_failure_ = false, finished_ = false;
  std::optional<Error> error_;
};

}  // namespace coffer::report
