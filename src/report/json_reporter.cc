#include "report/json_reporter.h"

#include <fmt/format.h>

#include "report/redacted_json.h"

namespace coffer::report {
namespace {

json::Object count_json(uint64_t total, uint64_t failed) {
  return {{"total", total}, {"pending", 0}, {"failed", failed}};
}

json::Object stats_json(const runner::RunSummary& summary) {
  const json::Object items = count_json(summary.items, 0);
  return {{"iterations", count_json(summary.iterations, 0)},
          {"items", items},
          {"scripts", count_json(summary.prerequest_scripts + summary.test_scripts,
                                 summary.failed_prerequest_scripts + summary.failed_test_scripts)},
          {"prerequests", items},  // one an item, with or without scripts, as in Newman
          {"requests", count_json(summary.requests, summary.failed_requests)},
          {"tests", count_json(summary.tested, 0)},
          {"assertions", count_json(summary.assertions, summary.failed_assertions)},
          {"testScripts", count_json(summary.test_scripts, summary.failed_test_scripts)},
          {"prerequestScripts", count_json(summary.prerequest_scripts, summary.failed_prerequest_scripts)}};
}

void add_timing(json::Object& timings, const std::string& name, const runner::Statistics& values) {
  timings[name + "Average"] = values.mean();
  timings[name + "Min"] = values.min();
  timings[name + "Max"] = values.max();
  timings[name + "Sd"] = values.deviation();
}

double milliseconds(std::chrono::microseconds duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

json::Object request_failure_json(const Error& error, const ErrorStamp& stamp) {
  return {{"type", "Error"},    {"code", std::string(to_string(error.code))},
          {"name", "Error"},    {"message", error.what},
          {"mend", error.mend}, {"stack", fmt::format("Error: {}", error.what)},
          {"id", stamp.id},     {"timestamp", stamp.time.time_since_epoch().count()}};
}

// In Newman all that stands in the folder follows, with each failure again.
// The folder, else the collection, which has its name in a member of its own.
json::Object parent_json(const postman::PlacedItem& item) {
  const postman::Folder& parent = *item.folders.back();
  if (item.folders.size() == 1) return {{"info", json::Object{{"name", parent.name}}}};
  json::Object object{{"name", parent.name}};
  if (!parent.id.empty()) object["id"] = parent.id;
  return object;
}

json::Value run_error(const runner::RunSummary& summary) {
  if (!summary.error) return nullptr;
  json::Object error = error_json(*summary.error);
  error["name"] = "Error";
  error["message"] = summary.error->what;
  return error;
}

}  // namespace

Result<std::unique_ptr<JsonReporter>> JsonReporter::create(const std::filesystem::path& path,
                                                           const JsonReporterParts& parts) {
  COFFER_ASSIGN(OutputFile file, OutputFile::create(path));
  COFFER_ASSIGN(OutputFile failures, OutputFile::scratch(path));
  return std::unique_ptr<JsonReporter>(new JsonReporter(std::move(file), std::move(failures), parts));
}

std::string JsonReporter::text_of(const json::Value& value) const {
  return json::dump(redacted(value, *parts_.redactor));
}

void JsonReporter::keep(Result<void> written) {
  if (!written && !error_) error_ = std::move(written).error();
}

void JsonReporter::run_started(const postman::Collection& collection, uint64_t) {
  collection_ = export_collection(collection, *parts_.random);
  keep(file_.write(
      fmt::format("{{\"collection\":{},\n\"run\":{{\"executions\":[", text_of(collection_.document))));
}

json::Object JsonReporter::item_json(const runner::ItemResult& result) const {
  const auto found = collection_.items.find(result.item->item);
  if (found != collection_.items.end()) return found->second->as_object();
  return {{"id", result.item->item->id}, {"name", result.item->item->name}};
}

void JsonReporter::item_finished(const runner::ItemResult& result) {
  if (error_) return;  // a disk that is full stays full
  const json::Object cursor = cursor_json(result, parts_.random->uuid());
  const json::Value request = request_json(result);
  for (const Failure& failure : failures_of(result)) write_failure(result, failure, cursor, request);
  if (result.requested)
    write_execution(result, cursor, request);  // as Newman, which has none of what was skipped
}

void JsonReporter::write_execution(const runner::ItemResult& result, const json::Object& cursor,
                                   const json::Value& request) {
  json::Object execution{{"cursor", cursor}, {"item", item_json(result)}};
  add_script_errors(execution, "prerequestScript", result, script::Event::kPrerequest);
  execution["request"] = request;
  // An error leaves no response, as in Newman: of a redirect too many there is none that counts.
  if (!result.error && !result.exchanges.empty() && result.exchanges.back().status != 0) {
    execution["response"] = response_json(result, parts_.random->uuid());
    count(result.exchanges.back().timings);
  }
  execution["id"] = result.item->item->id;
  if (result.error)
    execution["requestError"] =
        json::Object{{"code", std::string(to_string(result.error->code))}, {"message", result.error->what}};
  if (json::Array assertions = assertions_json(result); !assertions.empty())
    execution["assertions"] = std::move(assertions);
  add_script_errors(execution, "testScript", result, script::Event::kTest);
  execution["coffer"] = coffer_json(result);
  keep(file_.write((any_execution_ ? ",\n" : "\n") + text_of(execution)));
  any_execution_ = true;
}

void JsonReporter::add_script_errors(json::Object& execution, const char* member,
                                     const runner::ItemResult& result, script::Event event) const {
  json::Array errors = script_errors_json(result, event, *parts_.random, *parts_.clock);
  if (!errors.empty()) execution[member] = std::move(errors);
}

void JsonReporter::count(const http::Timings& timings) {
  response_.add(milliseconds(timings.total));
  if (timings.name_lookup.count() > 0) dns_.add(milliseconds(timings.name_lookup));
  if (timings.first_byte.count() > 0) first_byte_.add(milliseconds(timings.first_byte));
}

void JsonReporter::write_failure(const runner::ItemResult& result, const Failure& failure,
                                 json::Object cursor, const json::Value& request) {
  const ErrorStamp stamp{parts_.random->uuid(), parts_.clock->now()};
  json::Object source = item_json(result);
  const bool of_request = failure.at == "request";
  if (of_request)
    source["request"] = failure.request != nullptr ? script_request_json(*failure.request) : request;
  const Error* error = failure.request != nullptr ? &*failure.request->error
                       : of_request               ? &*result.error
                                                  : nullptr;
  json::Object told{
      {"error", error != nullptr ? request_failure_json(*error, stamp) : failure_error_json(failure, stamp)},
      {"at", failure.at},
      {"source", std::move(source)}};
  if (!of_request) told["parent"] = parent_json(*result.item);
  if (failure.run != nullptr)
    cursor["scriptId"] = failure.run->id.empty() ? parts_.random->uuid() : failure.run->id;
  if (failure.assertion != nullptr) cursor["execution"] = parts_.random->uuid();
  told["cursor"] = std::move(cursor);
  keep(failures_.write((any_failure_ ? ",\n" : "\n") + text_of(told)));
  any_failure_ = true;
}

json::Object JsonReporter::timings_json(const runner::RunSummary& summary) const {
  json::Object timings;
  add_timing(timings, "response", response_);
  add_timing(timings, "dns", dns_);
  add_timing(timings, "firstByte", first_byte_);
  timings["started"] = summary.started.time_since_epoch().count();
  timings["completed"] = summary.completed.time_since_epoch().count();
  return timings;
}

void JsonReporter::run_finished(const runner::RunSummary& summary) {
  keep(file_.write(fmt::format(
      "\n],\n\"stats\":{},\n\"timings\":{},\n\"transfers\":{{\"responseTotal\":{}}},\n\"failures\":[",
      text_of(stats_json(summary)), text_of(timings_json(summary)), summary.received_bytes)));
  if (!error_) keep(failures_.append_to(file_));
  keep(file_.write(fmt::format("\n],\n\"error\":{}}},\n\"environment\":{},\n\"globals\":{}}}\n",
                               text_of(run_error(summary)),
                               text_of(scope_json(summary.environment, *parts_.random)),
                               text_of(scope_json(summary.globals, *parts_.random)))));
  if (!error_) keep(file_.commit());
  finished_ = true;
}

Result<void> JsonReporter::outcome() const {
  if (error_) return *error_;
  if (!finished_)
    return Error{ErrorCode::kCancelled, "the JSON report was not written: the run did not finish"};
  return {};
}

}  // namespace coffer::report
