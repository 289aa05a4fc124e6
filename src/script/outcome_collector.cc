#include "script/outcome_collector.h"

#include <fmt/format.h>

#include <utility>

namespace coffer::script {
namespace {

std::string text(const json::Value& frame, std::string_view member) {
  return std::string(json::find_string(frame, member).value_or(std::string_view()));
}

bool flag(const json::Value& frame, std::string_view member) {
  return json::find_bool(frame, member).value_or(false);
}

// A scope or a request: an object, or not taken.
std::optional<json::Value> take_object(json::Object& frame, std::string_view member) {
  json::Value* const found = frame.if_contains(member);
  if (found == nullptr || !found->is_object()) return std::nullopt;
  return std::move(*found);
}

json::Value take_any(json::Object& object, std::string_view member) {
  json::Value* const found = object.if_contains(member);
  return found == nullptr ? json::Value() : std::move(*found);
}

size_t size_of(const ConsoleLine& line) {
  size_t size = line.level.size() + sizeof(ConsoleLine);
  for (const std::string& each : line.args) size += each.size() + sizeof(std::string);
  return size;
}

std::string in_words(const ScriptError& error) {
  if (!error.stack.empty()) return fmt::format("{}: {}\n{}", error.name, error.message, error.stack);
  return fmt::format("{}: {}", error.name, error.message);
}

}  // namespace

std::optional<ScriptError> read_error(const json::Value& frame) {
  const json::Value* const error = json::find(frame, "error");
  if (error == nullptr || !error->is_object()) return std::nullopt;
  ScriptError read{text(*error, "name"), text(*error, "message"), text(*error, "stack")};
  if (read.name.empty()) read.name = "Error";
  return read;
}

void OutcomeCollector::add_line(ConsoleLine line) {
  const size_t size = size_of(line);
  if (lines_left_out_ > 0 || console_bytes_ + size > kMostConsoleBytes) {
    ++lines_left_out_;
    return;
  }
  console_bytes_ += size;
  outcome_.console.push_back(std::move(line));
}

void OutcomeCollector::console(const json::Value& frame) {
  ConsoleLine line{text(frame, "level"), {}};
  if (const json::Array* args = json::find_array(frame, "args"))
    for (const json::Value& each : *args)
      if (const auto* string = each.if_string()) line.args.emplace_back(json::view(*string));
  add_line(std::move(line));
}

void OutcomeCollector::assertion(const json::Value& frame) {
  Assertion assertion;
  assertion.name = text(frame, "name");
  assertion.index = static_cast<uint64_t>(std::max(json::find_number(frame, "index").value_or(0), 0.0));
  assertion.passed = flag(frame, "passed");
  assertion.skipped = flag(frame, "skipped");
  assertion.async = flag(frame, "async");
  assertion.error = read_error(frame);
  if (outcome_.assertions.size() < kMostAssertions) {
    outcome_.assertions.push_back(std::move(assertion));
    return;
  }
  ++assertions_left_out_;
  if (!assertion.passed && !assertion.skipped) ++failures_left_out_;
}

// A script has one error; further ones are lines of its console.
void OutcomeCollector::set_error(ScriptError error) {
  if (!outcome_.error) {
    outcome_.error = std::move(error);
  } else {
    add_line({"error", {in_words(error)}});
  }
}

void OutcomeCollector::error(const json::Value& frame) {
  if (auto error = read_error(frame)) set_error(*std::move(error));
}

void OutcomeCollector::done(json::Value frame) {
  if (auto error = read_error(frame)) set_error(*std::move(error));
  json::Object& members = frame.as_object();
  outcome_.environment = take_object(members, "environment");
  outcome_.globals = take_object(members, "globals");
  outcome_.collection_variables = take_object(members, "collectionVariables");
  outcome_.variables = take_object(members, "variables");
  outcome_.request = take_object(members, "request");
  outcome_.skip_request = flag(frame, "skipRequest");
  if (const json::Value* next = members.if_contains("nextRequest"); next != nullptr) {
    outcome_.next_request_set = next->is_null() || next->is_string();
    if (const auto* name = next->if_string()) outcome_.next_request = std::string(json::view(*name));
  }
  if (auto visualizer = take_object(members, "visualizer")) {
    json::Object& shown = visualizer->as_object();
    outcome_.visualizer =
        Visualizer{text(*visualizer, "template"), take_any(shown, "data"), take_any(shown, "options")};
  }
}

void OutcomeCollector::end(const Error& why) {
  if (outcome_.error) add_line({"error", {in_words(*outcome_.error)}});
  outcome_.error = ScriptError{"Error", to_string(why), ""};
  outcome_.ended = true;
}

void OutcomeCollector::say_what_is_left_out() {
  if (lines_left_out_ > 0) {
    outcome_.console.push_back(
        {"warn",
         {fmt::format("Coffer left out {} more lines: a script's console is kept up to {} MiB.",
                      lines_left_out_, kMostConsoleBytes >> 20)}});
  }
  if (assertions_left_out_ == 0) return;
  const std::string said =
      fmt::format("Coffer left out {} more assertions, {} of which failed: {} of a script are kept.",
                  assertions_left_out_, failures_left_out_, kMostAssertions);
  outcome_.console.push_back({"warn", {said}});
  // A failure that no report shows must still fail the run.
  if (failures_left_out_ > 0 && !outcome_.error) outcome_.error = ScriptError{"Error", said, ""};
}

ScriptOutcome OutcomeCollector::take() {
  say_what_is_left_out();
  return std::move(outcome_);
}

}  // namespace coffer::script
