#include "report/cli_scripts.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/cli_request.h"
#include "report/text.h"

namespace coffer::report {
namespace {

std::string in_colour_of(std::string_view level, std::string_view text, const Style& style) {
  if (level == "info") return style.cyan(text);
  if (level == "warn") return style.yellow(text);
  if (level == "debug") return style.blue(text);
  if (level == "error") return style.red(text);
  return style.dim(text);
}

// Where Newman has commas there are spaces, as every other console has them.
std::string text_of(const script::ConsoleLine& line) {
  std::string text;
  for (const std::string& arg : line.args) text.append(text.empty() ? "" : " ").append(arg);
  return printable(text);
}

}  // namespace

void ScriptPrinter::add(const runner::ScriptRun& run) {
  for (const auto& request : run.requests) print(request);
  if (lines_.console)
    for (const auto& line : run.outcome.console) print(line);
  for (const auto& assertion : run.outcome.assertions) print(assertion);
  if (run.outcome.error) print(*run.outcome.error, listen_of(run));
}

std::string ScriptPrinter::take() {
  close_box();
  return std::move(out_);
}

void ScriptPrinter::print(const runner::ScriptRequest& request) {
  close_box();
  const RequestView view = view_of(request);
  out_ +=
      request_line(view, stamps_.request, style_) + references_line(view, style_) + hop_lines(view, style_);
  if (request.error) out_ += error_lines(*request.error, failure_++, style_);
}

void ScriptPrinter::print(const script::ConsoleLine& line) {
  if (line.level == "clear") return;
  if (box_level_.empty()) {
    out_ += clock_text("\n  ");
    out_ += in_colour_of(line.level, fmt::format("  {}", style_.box_top()), style_) + "\n";
  }
  box_level_ = line.level;
  const std::string text = text_of(line);
  for (std::string_view rest = text; !rest.empty() || text.empty();) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    out_ += fmt::format("  {} {}\n", in_colour_of(line.level, style_.box_side(), style_),
                        style_.dim(rest.substr(0, end)));
    if (text.empty()) break;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

void ScriptPrinter::close_box() {
  if (box_level_.empty()) return;
  out_ += in_colour_of(box_level_, fmt::format("  {}", style_.box_bottom()), style_) + "\n";
  box_level_.clear();
}

std::string ScriptPrinter::clock_text(std::string_view indent) const {
  return stamps_.line.empty()
             ? std::string()
             : fmt::format("{}{}{}", indent, style_.dim(stamps_.line), indent[0] == '\n' ? "\n" : "");
}

void ScriptPrinter::print(const script::Assertion& assertion) {
  const bool bad = failed(assertion);
  const uint64_t number = bad ? failure_++ : 0;
  if (!lines_.assertions || (!bad && !lines_.successes)) return;
  close_box();
  const std::string name = printable_line(assertion.name);
  if (assertion.skipped) {
    out_ += style_.cyan(fmt::format("  -  [skipped] {}", name)) + "\n";
    return;
  }
  out_ += clock_text("  ");
  out_ += bad ? style_.bold_red(fmt::format("{}. {}", padded_left(fmt::format("{}", number), 3), name))
              : fmt::format("{} {}", style_.green(fmt::format("  {} ", style_.ok())), style_.dim(name));
  out_ += "\n";
}

void ScriptPrinter::print(const script::ScriptError& error, std::string_view listen) {
  close_box();
  const std::string number = padded_left(fmt::format("{}", failure_++), 3);
  const std::string name = error.name.empty() ? "Error" : printable_line(error.name);
  out_ += style_.bold_red(fmt::format("{}{} {} in {}-script", number, style_.script_error(), name, listen)) +
          "\n";
  if (!error.message.empty())
    out_ += style_.red(fmt::format("     {}", printable_line(error.message))) + "\n";
}

std::string next_request_line(const runner::ItemResult& result, const Style& style) {
  const std::string* next = nullptr;
  for (const auto& run : result.scripts) {
    const auto& named = run.outcome.next_request;
    if (run.event == script::Event::kTest && named && !named->empty()) next = &*named;
  }
  if (next == nullptr) return {};
  return "\n" + style.dim(fmt::format("Attempting to set next request to {}", printable_line(*next))) + "\n";
}

}  // namespace coffer::report
