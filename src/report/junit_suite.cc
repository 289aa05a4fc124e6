#include "report/junit_suite.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "report/text.h"
#include "report/xml.h"

namespace coffer::report {
namespace {

// Of one request, in bytes; the JSON report has it all.
constexpr size_t kMostErrorText = size_t{64} << 10;
constexpr size_t kMostCaseText = size_t{256} << 10;  // names of tests; as much again of those that failed
constexpr size_t kMostMessage = size_t{4} << 10;     // of one failure

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

// The length of the word that `text` begins with; 0: none. "XMLHttp" is two words, "v2" too.
size_t word_length(std::string_view text) {
  size_t end = 0;
  const auto run = [&](bool (*is)(char)) {
    while (end < text.size() && is(text[end])) ++end;
    return end;
  };
  if (run(is_digit) > 0 || run(is_lower) > 0) return end;
  if (run(is_upper) > 1 && end < text.size() && is_lower(text[end])) return end - 1;
  return end == 1 ? run(is_lower) : end;
}

// In Newman a stack trace stands where the code and the mend stand here.
std::string request_error_text(const Error& error) {
  std::string text = fmt::format("RequestError: {}: {}\n", to_string(error.code), error.what);
  if (!error.mend.empty()) text += fmt::format("    {}\n", error.mend);
  return text;
}

std::string script_errors_text(const runner::ItemResult& result, script::Event event, uint64_t& count) {
  std::string text;
  for (const auto& run : result.scripts) {
    if (run.event != event || !run.outcome.error) continue;
    ++count;
    text += fmt::format("{}ScriptError: {}\n---\n", listen_of(run), stack_text(*run.outcome.error));
  }
  return text;
}

}  // namespace

std::string junit_class_name(std::string_view name) {
  std::string out, letters(name);
  std::erase(letters, '\'');
  for (name = letters; !name.empty();) {
    const size_t length = word_length(name);
    for (size_t i = 0; i < length; ++i)
      out += static_cast<char>(i == 0 ? std::toupper(name[0]) : std::tolower(name[i]));
    name.remove_prefix(std::max(length, size_t{1}));
  }
  return out;
}

void JunitSuite::add(const runner::ItemResult& result) {
  ++executions_;
  last_seconds_ = 0;
  if (!result.exchanges.empty() && result.exchanges.back().status != 0)
    last_seconds_ = std::chrono::duration<double>(result.exchanges.back().timings.total).count();
  seconds_ += last_seconds_;
  last_tests_ = 0;
  for (const auto& run : result.scripts) {
    last_tests_ += run.outcome.assertions.size();
    for (const auto& assertion : run.outcome.assertions) add_assertion(assertion);
  }
  add_errors(result);
}

void JunitSuite::add_errors(const runner::ItemResult& result) {
  uint64_t count = result.error ? 1 : 0;
  std::string text = fmt::format("Iteration: {}\n", result.iteration);
  if (result.error) text += request_error_text(*result.error);
  for (const auto& run : result.scripts) {
    for (const auto& request : run.requests) {
      if (!request.error) continue;
      ++count;
      text += request_error_text(*request.error);
    }
  }
  text += "\n---\n";
  text += script_errors_text(result, script::Event::kTest, count);
  text += script_errors_text(result, script::Event::kPrerequest, count);
  if (count == 0) return;
  errors_ += count;
  text = redactor_->redact(text);
  if (error_text_.size() + text.size() > kMostErrorText) {
    errors_left_out_ += count;
  } else {
    error_text_ += text;
  }
}

// Newman forgets the failures of a test that passes in a later iteration; here they stay.
void JunitSuite::add_assertion(const script::Assertion& assertion) {
  const bool bad = failed(assertion);
  if (bad) ++failures_;
  Case* each = case_of(beginning_of(redactor_->redact(assertion.name), kMostMessage), bad);
  if (each == nullptr || !bad) return;
  if (++each->failures > 1) return;
  const script::ScriptError error = assertion_error(assertion);
  each->message = beginning_of(redactor_->redact(error.message), kMostMessage);
  each->stack = beginning_of(redactor_->redact(stack_text(error)), kMostMessage);
}

JunitSuite::Case* JunitSuite::case_of(const std::string& name, bool failed) {
  const auto found = places_.find(name);
  if (found != places_.end()) return &cases_[found->second];
  const size_t bytes = name.size() + (failed ? kMostMessage : 0);
  if (case_bytes_ + bytes > (failed ? 2 : 1) * kMostCaseText) {
    ++cases_left_out_;
    return nullptr;
  }
  case_bytes_ += bytes;
  places_.emplace(name, cases_.size());
  cases_.push_back({.name = name, .message = {}, .stack = {}});
  return &cases_.back();
}

std::string JunitSuite::failure_xml(const Case& each, const JunitRun& run) const {
  std::string text =
      fmt::format("      <failure type=\"AssertionFailure\" message=\"{}\">\n", xml_attribute(each.message));
  for (const std::string& line :
       {fmt::format("Failed {} times.", each.failures),
        fmt::format("Collection JSON ID: {}.", redactor_->redact(run.collection_id)),
        fmt::format("Collection name: {}.", redactor_->redact(run.collection_name)),
        fmt::format("Request name: {}.", redactor_->redact(name_)),
        fmt::format("Test description: {}.", each.name), fmt::format("Error message: {}.", each.message),
        fmt::format("Stacktrace: {}.", each.stack)})
    text += fmt::format("        {}\n", xml_cdata(line));
  return text + "      </failure>\n";
}

std::string JunitSuite::case_xml(const Case& each, const JunitRun& run, const std::string& class_name) const {
  const std::string start = fmt::format("    <testcase name=\"{}\" time=\"{:.3f}\" classname=\"{}\"",
                                        xml_attribute(each.name), last_seconds_, xml_attribute(class_name));
  return each.failures == 0 ? start + "/>\n" : start + ">\n" + failure_xml(each, run) + "    </testcase>\n";
}

std::string JunitSuite::xml(const JunitRun& run) const {
  std::string text = fmt::format(
      "  <testsuite name=\"{}\" id=\"{}\" timestamp=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" "
      "time=\"{:.3f}\"",
      xml_attribute(redactor_->redact(name_)), xml_attribute(redactor_->redact(id_)),
      xml_attribute(run.timestamp), last_tests_, failures_, errors_,
      seconds_ / static_cast<double>(std::max(executions_, uint64_t{1})));
  std::string inside;
  if (errors_ > 0) {
    std::string errors = error_text_;
    if (errors_left_out_ > 0) errors += fmt::format("and {} more\n", errors_left_out_);
    inside += fmt::format("    <system-err>\n      {}\n    </system-err>\n", xml_cdata(errors));
  }
  std::string class_name = junit_class_name(redactor_->redact(name_));
  if (class_name.empty()) class_name = junit_class_name(redactor_->redact(run.collection_name));
  for (const Case& each : cases_) inside += case_xml(each, run, class_name);
  if (cases_left_out_ > 0)
    inside += fmt::format("    <system-out>and {} more tests</system-out>\n", cases_left_out_);
  return text + (inside.empty() ? "/>\n" : ">\n" + inside + "  </testsuite>\n");
}

}  // namespace coffer::report
