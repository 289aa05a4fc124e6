#include "report/failures.h"

#include <fmt/format.h>

#include <algorithm>

namespace coffer::report {
namespace {

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Of the first frame: "at test script of Folder / Request:3:7" is ":3:7".
std::string line_of(std::string_view stack) {
  while (!stack.empty()) {
    const size_t end = std::min(stack.find('\n'), stack.size());
    std::string_view frame = stack.substr(0, end);
    stack.remove_prefix(std::min(end + 1, stack.size()));
    if (frame.ends_with(')')) frame.remove_suffix(1);
    const size_t column = frame.rfind(':');
    const size_t line =
        column == std::string_view::npos || column == 0 ? column : frame.rfind(':', column - 1);
    if (line == std::string_view::npos || column == 0) continue;
    if (is_number(frame.substr(column + 1)) && is_number(frame.substr(line + 1, column - line - 1)))
      return std::string(frame.substr(line));
  }
  return {};
}

Failure failure_of(const runner::ScriptRun& run, const script::Assertion& assertion) {
  const script::ScriptError error = assertion_error(assertion);
  return {.name = error.name,
          .test = assertion.name,
          .message = error.message,
          .mend = {},
          .stack = stack_text(error),
          .at = fmt::format("assertion:{} in test-script", assertion.index),  // Newman's, also of prerequest
          .line = line_of(error.stack),
          .run = &run,
          .assertion = &assertion};
}

Failure failure_of(const runner::ScriptRun& run, const script::ScriptError& error) {
  return {.name = error.name.empty() ? "Error" : error.name,
          .test = {},
          .message = error.message,
          .mend = {},
          .stack = stack_text(error),
          .at = fmt::format("{}-script", listen_of(run)),
          .line = line_of(error.stack),
          .run = &run};
}

Failure failure_of(const Error& error) {
  return {.name = std::string(to_string(error.code)),
          .test = {},
          .message = error.what,
          .mend = error.mend,
          .stack = {},
          .at = "request",
          .line = {}};
}

void add_failures(const runner::ScriptRun& run, std::vector<Failure>& out) {
  for (const auto& request : run.requests) {
    if (!request.error) continue;
    out.push_back(failure_of(*request.error));
    out.back().run = &run;
    out.back().request = &request;
  }
  for (const auto& assertion : run.outcome.assertions)
    if (failed(assertion)) out.push_back(failure_of(run, assertion));
  if (run.outcome.error) out.push_back(failure_of(run, *run.outcome.error));
}

}  // namespace

std::vector<Failure> failures_of(const runner::ItemResult& result) {
  std::vector<Failure> failures;
  for (const auto& run : result.scripts)
    if (run.event == script::Event::kPrerequest) add_failures(run, failures);
  if (result.error) failures.push_back(failure_of(*result.error));
  for (const auto& run : result.scripts)
    if (run.event == script::Event::kTest) add_failures(run, failures);
  return failures;
}

bool has_failed(const runner::ItemResult& result) {
  return result.error || std::ranges::any_of(result.scripts, [](const runner::ScriptRun& run) {
           return run.outcome.error || std::ranges::any_of(run.outcome.assertions, failed) ||
                  std::ranges::any_of(run.requests,
                                      [](const auto& request) { return request.error.has_value(); });
         });
}

bool failed(const script::Assertion& assertion) { return !assertion.passed && !assertion.skipped; }

std::string_view listen_of(const runner::ScriptRun& run) {
  return run.event == script::Event::kPrerequest ? "prerequest" : "test";
}

std::string stack_text(const script::ScriptError& error) {
  const std::string name = error.name.empty() ? "Error" : error.name;
  const std::string head = name + ": " + error.message;
  if (error.stack.empty() || error.stack.starts_with(name)) return error.stack.empty() ? head : error.stack;
  return head + "\n" + error.stack;
}

script::ScriptError assertion_error(const script::Assertion& assertion) {
  script::ScriptError error = assertion.error.value_or(script::ScriptError{"", assertion.name, ""});
  if (error.name.empty()) error.name = "AssertionError";
  return error;
}

}  // namespace coffer::report
