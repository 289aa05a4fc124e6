#include "report/html/overview.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "report/item_path.h"
#include "report/text.h"

namespace coffer::report::html {
namespace {

std::string card(std::string_view name, std::string_view number, std::string_view note, bool bad) {
  return fmt::format("<div class=\"card{}\"><dt>{}</dt><dd><b>{}</b>{}</dd></div>\n", bad ? " bad" : "", name,
                     number, note.empty() ? "" : fmt::format("<span>{}</span>", note));
}

std::string failed_note(uint64_t failed, std::string_view fallback) {
  return failed > 0 ? fmt::format("{} failed", failed) : std::string(fallback);
}

std::string assertion_note(const runner::RunSummary& summary) {
  std::string note = failed_note(summary.failed_assertions, summary.assertions > 0 ? "none failed" : "");
  if (summary.skipped_assertions > 0)
    note += fmt::format("</span><span class=\"more\">{} skipped", summary.skipped_assertions);
  return note;
}

std::string request_note(const runner::RunSummary& summary) {
  std::string note = failed_note(summary.failed_requests, summary.requests > 0 ? "none failed" : "");
  if (summary.skipped > 0) note += fmt::format("</span><span class=\"more\">{} skipped", summary.skipped);
  return note;
}

std::string time_note(const runner::RunSummary& summary) {
  if (summary.responses == 0) return {};
  return fmt::format("{} to {}", time_text(summary.response_min), time_text(summary.response_max));
}

std::string cards(const runner::RunSummary& summary) {
  const uint64_t scripts = summary.prerequest_scripts + summary.test_scripts;
  const uint64_t failed_scripts = summary.failed_prerequest_scripts + summary.failed_test_scripts;
  const auto took = static_cast<double>((summary.completed - summary.started).count());
  return "<dl class=\"cards\">\n" +
         card("Requests", fmt::format("{}", summary.requests), request_note(summary),
              summary.failed_requests > 0) +
         card("Tests", fmt::format("{}", summary.assertions), assertion_note(summary),
              summary.failed_assertions > 0) +
         card("Scripts", fmt::format("{}", scripts),
              failed_note(failed_scripts, scripts > 0 ? "none failed" : ""), failed_scripts > 0) +
         card("Iterations", fmt::format("{}", summary.iterations), "", false) +
         card("Average response", summary.responses > 0 ? time_text(summary.response_average) : "–",
              time_note(summary), false) +
         card("Duration", time_text(took), size_text(summary.received_bytes) + " received", false) +
         "</dl>\n";
}

std::string verdict(const runner::RunSummary& summary, uint64_t failures, const Text& text) {
  if (summary.error)
    return fmt::format("<p class=\"verdict bad\">The run ended early: {}</p>\n",
                       text.line(to_string(*summary.error)));
  const std::string early = summary.stopped_early ? "; the run was ended early" : "";
  if (failures == 0) return fmt::format("<p class=\"verdict good\">Nothing failed{}</p>\n", early);
  return fmt::format("<p class=\"verdict bad\"><a href=\"#failures\">{} failure{}</a>{}</p>\n", failures,
                     failures == 1 ? "" : "s", early);
}

std::string started(const runner::RunSummary& summary) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(summary.started);
  const std::tm time = fmt::gmtime(std::chrono::system_clock::to_time_t(seconds));
  return fmt::format("<time datetime=\"{0:%Y-%m-%dT%H:%M:%SZ}\">{0:%Y-%m-%d %H:%M:%S} UTC</time>", time);
}

}  // namespace

std::string header(const runner::RunSummary& summary, const std::string& title, uint64_t failures,
                   const Text& text) {
  const std::string of = title == summary.collection_name ? "" : " of " + text.line(summary.collection_name);
  return fmt::format("<header>\n<p class=\"kind\">Coffer run{} · {}</p>\n<h1>{}</h1>\n{}</header>\n", of,
                     started(summary), text.line(title), verdict(summary, failures, text)) +
         "<section aria-labelledby=\"summary\">\n<h2 id=\"summary\" class=\"said\">Summary</h2>\n" +
         cards(summary) + "</section>\n";
}

std::string failure(const Failure& failure, const runner::ItemResult& result, const std::string& id,
                    const Text& text) {
  const bool assertion = failure.assertion != nullptr;
  std::string where = text.line(item_path(*result.item));
  if (failure.run != nullptr) where += " · " + text.line(failure.at) + text.line(failure.line);
  if (result.iterations > 1) where += fmt::format(" · iteration {}", result.iteration + 1);
  const std::string why = assertion ? fmt::format("<p class=\"why\">{}</p>",
                                                  text.lines(beginning_of(failure.message, size_t{2} << 10)))
                                    : "";
  const std::string_view title = assertion ? failure.test : failure.message;
  return fmt::format(
      "<li><a href=\"#{}\"><span class=\"kind\">{}</span> {}</a>{}<p class=\"note\">{}</p></li>\n", id,
      text.line(failure.name), text.line(beginning_of(title, size_t{2} << 10)), why, where);
}

std::string totals(const std::vector<RequestTotals>& requests, const Text& text) {
  std::string rows;
  for (const RequestTotals& each : requests) {
    const auto time = [&each](double value) {
      return each.milliseconds.count() == 0 ? "–" : time_text(value);
    };
    rows += fmt::format(
        "<tr{}><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
        each.failed > 0 ? " class=\"bad\"" : "", text.line(each.path), each.runs, each.failed,
        time(each.milliseconds.mean()), time(each.milliseconds.min()), time(each.milliseconds.max()));
  }
  return "<section aria-labelledby=\"totals\">\n<h2 id=\"totals\">Each request, all iterations</h2>\n"
         "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-labelledby=\"totals\">\n<table "
         "class=\"totals\">\n"
         "<thead><tr><th scope=\"col\">Request</th><th scope=\"col\">Runs</th><th scope=\"col\">Failed</th>"
         "<th scope=\"col\">Average</th><th scope=\"col\">Fastest</th><th "
         "scope=\"col\">Slowest</th></tr></thead>\n<tbody>\n" +
         rows + "</tbody></table></div></section>\n";
}

}  // namespace coffer::report::html
