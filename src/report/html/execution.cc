#include "report/html/execution.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/failures.h"
#include "report/html/exchange.h"
#include "report/html/scripts.h"
#include "report/request_view.h"
#include "report/text.h"

namespace coffer::report::html {
namespace {

std::string status_html(const runner::ItemResult& result, const Text& text) {
  if (result.skipped) return "<span class=\"status none\">skipped</span>";
  if (result.exchanges.empty()) return "<span class=\"status none\">not sent</span>";
  const runner::Exchange& last = result.exchanges.back();
  if (last.status == 0) return "<span class=\"status none\">no response</span>";
  return fmt::format("<span class=\"status s{}\">{} {}</span>", last.status / 100, last.status,
                     text.line(last.reason));
}

std::string counts_html(const runner::ItemResult& result) {
  uint64_t total = 0, bad = 0, skipped = 0;
  for (const auto& run : result.scripts) {
    for (const auto& assertion : run.outcome.assertions) {
      ++total;
      if (failed(assertion)) ++bad;
      if (assertion.skipped) ++skipped;
    }
  }
  if (total == 0) return "<span class=\"count\"></span>";
  return fmt::format("<span class=\"count{}\">{} of {} passed</span>", bad > 0 ? " bad" : "",
                     total - bad - skipped, total - skipped);
}

std::string summary_html(const runner::ItemResult& result, const Text& text) {
  const bool bad = has_failed(result);
  std::string numbers = "<span class=\"number\"></span><span class=\"number\"></span>";
  if (!result.exchanges.empty() && result.exchanges.back().status != 0) {
    const runner::Exchange& last = result.exchanges.back();
    const double took = std::chrono::duration<double, std::milli>(last.timings.total).count();
    numbers = fmt::format("<span class=\"number\">{}</span><span class=\"number\">{}</span>", time_text(took),
                          size_text(last.response_size));
  }
  const std::string_view state = bad ? "Failed" : result.skipped ? "Skipped" : "Passed";
  return fmt::format(
      "<summary><span class=\"mark\" aria-hidden=\"true\"></span><span class=\"said\">{}:</span> "
      "<span class=\"verb\">{}</span> <span class=\"name\">{}</span> {}{}{}</summary>\n",
      state, text.line(view_of(result).method), text.line(result.item->item->name), counts_html(result),
      status_html(result, text), numbers);
}

std::string error_html(const Failure& failure, const Text& text) {
  std::string out = fmt::format("<div class=\"error\"><p><b>{}</b> {}</p>\n", text.line(failure.name),
                                text.lines(failure.message));
  if (!failure.mend.empty()) out += fmt::format("<p class=\"mend\">{}</p>\n", text.lines(failure.mend));
  if (failure.request != nullptr) {
    out += fmt::format("<p class=\"note\">{} {}, sent by the {}-script of {}</p>\n",
                       text.line(failure.request->method), text.line(failure.request->url),
                       listen_of(*failure.run), text.line(failure.run->owner));
  } else if (failure.run != nullptr) {
    out += fmt::format("<p class=\"note\">{}{} of {}</p>\n", text.line(failure.at), text.line(failure.line),
                       text.line(failure.run->owner));
  }
  return out + "</div>\n";
}

std::string references_html(const runner::ItemResult& result, const Text& text) {
  if (result.references.empty()) return {};
  return "<section class=\"part\"><h5>Vault references resolved</h5>\n" +
         references(result.references, text) + "</section>\n";
}

std::string unsent_html(const runner::ItemResult& result, const Text& text) {
  if (!result.exchanges.empty()) return {};
  const RequestView view = view_of(result);
  return fmt::format(
      "<section class=\"part\"><h5>Request</h5>\n<p class=\"line\"><b>{}</b> {}</p></section>\n",
      text.line(view.method), text.line(view.url));
}

}  // namespace

std::string execution(const runner::ItemResult& result, const Text& text, const ExecutionOptions& options) {
  const bool bad = has_failed(result);
  std::string out = fmt::format("<details class=\"run {}\" id=\"{}\"{}>\n",
                                bad              ? "bad"
                                : result.skipped ? "skip"
                                                 : "good",
                                options.id, options.open ? " open" : "");
  out += summary_html(result, text) + "<div class=\"inside\">\n";
  for (const Failure& failure : failures_of(result))
    if (failure.assertion == nullptr) out += error_html(failure, text);
  for (const std::string& warning : result.warnings)
    out += fmt::format("<p class=\"warning\">{}</p>\n", text.lines(warning));
  out += tests(result, text) + references_html(result, text) + unsent_html(result, text);
  out += exchanges(result.exchanges, &result, text, options.body_limit);
  out += script_requests(result, text, options.body_limit) + consoles(result, text);
  out += visualizers(result, text, std::max(options.body_limit, size_t{1} << 10));
  return out + "</div></details>\n";
}

}  // namespace coffer::report::html
