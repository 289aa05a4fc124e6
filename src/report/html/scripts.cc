#include "report/html/scripts.h"

#include <fmt/format.h>

#include <array>

#include "json/json.h"
#include "report/failures.h"
#include "report/html/exchange.h"
#include "report/request_view.h"
#include "report/text.h"

namespace coffer::report::html {
namespace {

constexpr size_t kMostConsole = size_t{64} << 10;  // bytes of one script's lines
constexpr size_t kMostAssertions = 1'000;          // of one item; failed ones first

std::string assertion_html(const script::Assertion& assertion, const Text& text) {
  const std::string name = text.line(assertion.name);
  if (assertion.skipped)
    return fmt::format("<li class=\"skip\"><span class=\"said\">Skipped:</span> {}</li>\n", name);
  if (!failed(assertion))
    return fmt::format("<li class=\"good\"><span class=\"said\">Passed:</span> {}</li>\n", name);
  const script::ScriptError error = assertion_error(assertion);
  std::string out =
      fmt::format("<li class=\"bad\"><span class=\"said\">Failed:</span> {}\n<p class=\"why\">{}</p>", name,
                  text.lines(error.message));
  if (!error.stack.empty())
    out += fmt::format("<details class=\"fold\"><summary>Stack</summary>{}</details>",
                       pre("Stack", text.lines(stack_text(error))));
  return out + "</li>\n";
}

std::string console_html(const runner::ScriptRun& run, const Text& text) {
  std::string rows;
  for (const auto& line : run.outcome.console) {
    if (line.level == "clear") continue;
    std::string said;
    for (const std::string& arg : line.args) said.append(said.empty() ? "" : " ").append(arg);
    if (rows.size() > kMostConsole) return rows + "<li class=\"note\">More was printed.</li>\n";
    rows += fmt::format("<li class=\"level-{0}\"><span class=\"level\">{0}</span> <span>{1}</span></li>\n",
                        text.line(line.level), text.lines(said));
  }
  return rows;
}

std::string request_html(const runner::ScriptRequest& request, const Text& text, size_t limit) {
  const runner::Exchange* answer = view_of(request).answer();
  const std::string came =
      answer == nullptr
          ? request.exchanges.empty() ? "not sent" : "no response"
          : fmt::format("{} {} · {} · {}", answer->status, text.line(answer->reason),
                        time_text(std::chrono::duration<double, std::milli>(answer->timings.total).count()),
                        size_text(answer->response_size));
  std::string inside = request.references.empty() ? "" : references(request.references, text);
  inside += exchanges(request.exchanges, nullptr, text, limit);
  const std::string line = fmt::format("<b>{}</b> {} <span class=\"note\">{}</span>",
                                       text.line(request.method), text.line(request.url), came);
  if (inside.empty()) return fmt::format("<p class=\"line\">{}</p>\n", line);
  return fmt::format("<details class=\"fold sent\"><summary class=\"line\">{}</summary>\n{}</details>\n",
                     line, inside);
}

// "pre-request script of Orders": whose it is, and when it ran.
std::string title_of(const runner::ScriptRun& run, const Text& text) {
  const std::string_view when = run.event == script::Event::kPrerequest ? "Pre-request" : "Test";
  return fmt::format("{} script of {}", when, text.line(run.owner));
}

}  // namespace

std::string tests(const runner::ItemResult& result, const Text& text) {
  std::array<std::string, 3> lists;  // failed, passed, skipped
  size_t shown = 0, left_out = 0;
  for (const bool bad : {true, false}) {
    for (const auto& run : result.scripts) {
      for (const auto& assertion : run.outcome.assertions) {
        if (failed(assertion) != bad) continue;
        const size_t list = bad ? 0 : assertion.skipped ? 2 : 1;
        if (shown++ < kMostAssertions) {
          lists[list] += assertion_html(assertion, text);
        } else {
          ++left_out;
        }
      }
    }
  }
  if (shown == 0) return {};
  std::string more = left_out > 0 ? fmt::format("<li class=\"note\">and {} more</li>\n", left_out) : "";
  return fmt::format(
      "<section class=\"part\"><h5>Tests</h5>\n<ul class=\"tests\">\n{}{}{}{}</ul></section>\n", lists[0],
      lists[1], lists[2], more);
}

std::string script_requests(const runner::ItemResult& result, const Text& text, size_t limit) {
  std::string out;
  for (const auto& run : result.scripts) {
    for (const auto& request : run.requests) out += request_html(request, text, limit);
  }
  if (out.empty()) return out;
  return "<section class=\"part\"><h5>Requests of scripts</h5>\n" + out + "</section>\n";
}

std::string consoles(const runner::ItemResult& result, const Text& text) {
  std::string out;
  for (const auto& run : result.scripts) {
    const std::string rows = console_html(run, text);
    if (!rows.empty())
      out += fmt::format("<p class=\"line\">{}</p>\n<ul class=\"console\">\n{}</ul>\n", title_of(run, text),
                         rows);
  }
  return out.empty() ? out : fmt::format("<section class=\"part\"><h5>Console</h5>\n{}</section>\n", out);
}

std::string visualizers(const runner::ItemResult& result, const Text& text, size_t limit) {
  std::string out;
  for (const auto& run : result.scripts) {
    if (!run.outcome.visualizer) continue;
    const script::Visualizer& shown = *run.outcome.visualizer;
    const std::string data = json::dump(shown.data);
    out += fmt::format(
        "<section class=\"part\"><h5>Visualizer</h5>\n"
        "<details class=\"fold\"><summary>Template and data</summary>\n{}{}</details></section>\n",
        text.body(shown.template_text, shown.template_text.size(), false, limit),
        text.body(data, data.size(), false, limit));
  }
  return out;
}

}  // namespace coffer::report::html
