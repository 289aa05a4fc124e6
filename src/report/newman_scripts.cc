#include "report/newman_scripts.h"

#include "postman/request_json.h"
#include "report/newman_json.h"

namespace coffer::report {
namespace {

json::Object assertion_error_json(const script::Assertion& assertion) {
  const script::ScriptError error = assertion_error(assertion);
  return {{"name", error.name},
          {"index", assertion.index},
          {"test", assertion.name},
          {"message", error.message},
          {"stack", stack_text(error)}};
}

json::Object script_error_json(const script::ScriptError& error, const ErrorStamp& stamp) {
  return {{"type", "Error"},          {"name", error.name.empty() ? "Error" : error.name},
          {"message", error.message}, {"stack", stack_text(error)},
          {"id", stamp.id},           {"timestamp", stamp.time.time_since_epoch().count()}};
}

json::Array console_json(const script::ScriptOutcome& outcome) {
  json::Array lines;
  for (const auto& line : outcome.console) {
    json::Array args;
    for (const std::string& arg : line.args) args.emplace_back(arg);
    lines.push_back(json::Object{{"level", line.level}, {"args", std::move(args)}});
  }
  return lines;
}

json::Array requests_json(const runner::ScriptRun& run) {
  json::Array requests;
  for (const auto& request : run.requests) {
    json::Object object{{"method", request.method},
                        {"url", request.url},
                        {"references", references_json(request.references)},
                        {"hops", hops_json(request.exchanges)},
                        {"error", nullptr}};
    if (request.error) object["error"] = error_json(*request.error);
    requests.push_back(std::move(object));
  }
  return requests;
}

}  // namespace

json::Array assertions_json(const runner::ItemResult& result) {
  json::Array assertions;
  for (const auto& run : result.scripts) {
    for (const auto& assertion : run.outcome.assertions) {
      json::Object object{{"assertion", assertion.name}, {"skipped", assertion.skipped}};
      if (failed(assertion)) object["error"] = assertion_error_json(assertion);
      assertions.push_back(std::move(object));
    }
  }
  return assertions;
}

json::Array script_errors_json(const runner::ItemResult& result, script::Event event, crypto::Random& random,
                               const Clock& clock) {
  json::Array errors;
  for (const auto& run : result.scripts) {
    if (run.event != event || !run.outcome.error) continue;
    errors.push_back(
        json::Object{{"error", script_error_json(*run.outcome.error, {random.uuid(), clock.now()})}});
  }
  return errors;
}

json::Object failure_error_json(const Failure& failure, const ErrorStamp& stamp) {
  if (failure.assertion == nullptr) return script_error_json(*failure.run->outcome.error, stamp);
  json::Object error = assertion_error_json(*failure.assertion);
  error["id"] = stamp.id;
  error["timestamp"] = stamp.time.time_since_epoch().count();
  return error;
}

json::Object script_request_json(const runner::ScriptRequest& request) {
  json::Array headers;
  if (!request.exchanges.empty()) {
    for (const auto& header : request.exchanges.front().request_headers)
      headers.push_back(json::Object{{"key", header.name}, {"value", header.value}});
  }
  return {
      {"url", postman::url_json(request.url)}, {"header", std::move(headers)}, {"method", request.method}};
}

json::Array scripts_json(const runner::ItemResult& result) {
  json::Array scripts;
  for (const auto& run : result.scripts) {
    json::Object object{{"event", listen_of(run)},
                        {"owner", run.owner},
                        {"id", run.id},
                        {"milliseconds", std::chrono::duration<double, std::milli>(run.outcome.took).count()},
                        {"requests", requests_json(run)},
                        {"console", console_json(run.outcome)}};
    if (const auto& shown = run.outcome.visualizer)
      object["visualizer"] = json::Object{
          {"template", shown->template_text}, {"data", shown->data}, {"options", shown->options}};
    scripts.push_back(std::move(object));
  }
  return scripts;
}

}  // namespace coffer::report
