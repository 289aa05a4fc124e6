#include "page/console.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "page/sent.h"
#include "report/redacted_json.h"
#include "report/request_view.h"
#include "report/text.h"

namespace coffer::page {
namespace {

json::Object request_line(const report::RequestView& view) {
  const runner::Exchange* answer = view.answer();
  json::Object line{{"method", view.method},
                    {"url", report::unicode_text(view.url)},
                    {"status", answer != nullptr ? answer->status : 0},
                    {"references", references_json(*view.references)},
                    {"exchanges", exchanges_json(*view.exchanges, {.body = Console::kMostBody,
                                                                   .header = Console::kMostBody,
                                                                   .headers = 100})}};
  const auto time = answer != nullptr ? answer->timings.total : std::chrono::microseconds(0);
  line["time_ms"] = std::chrono::duration<double, std::milli>(time).count();
  if (*view.error) line["error"] = report::unicode_text(to_string(**view.error));
  return line;
}

json::Object text_line(std::string_view level, std::string_view text) {
  return {{"level", level}, {"text", report::beginning_of(report::unicode_text(text), Console::kMostBody)}};
}

}  // namespace

void Console::tell(std::string_view kind, const std::string& from, json::Object line,
                   const secrets::Redactor& redactor) {
  line["at"] = iso_date(clock_.now());
  line["kind"] = kind;
  line["from"] = from;
  json::Value shown = report::redacted(line, redactor);
  const std::lock_guard lock(mutex_);
  shown.as_object()["number"] = ++last_;
  events_.tell("console", json::dump(shown));
}

void Console::item(std::string_view kind, const std::string& from, const runner::ItemResult& result,
                   const secrets::Redactor& redactor) {
  const auto scripts = [&](script::Event event) {
    for (const runner::ScriptRun& run : result.scripts)
      if (run.event == event) script(run, redactor);
  };
  scripts(script::Event::kPrerequest);
  if (result.requested) tell(kind, from, request_line(report::view_of(result)), redactor);
  for (const std::string& warning : result.warnings) message(from, warning, redactor);
  scripts(script::Event::kTest);
}

void Console::script(const runner::ScriptRun& run, const secrets::Redactor& redactor) {
  for (const runner::ScriptRequest& request : run.requests)
    tell("send", run.owner, request_line(report::view_of(request)), redactor);
  size_t count = 0;
  for (const script::ConsoleLine& line : run.outcome.console) {
    if (++count > kMostLines) break;
    tell("script", run.owner, text_line(line.level, console_text(line)), redactor);
  }
  if (run.outcome.console.size() > kMostLines)
    message(run.owner,
            fmt::format("{} more lines of this script are left out here",
                        run.outcome.console.size() - kMostLines),
            redactor);
  if (run.outcome.error)
    tell("script", run.owner,
         text_line("error", fmt::format("{}: {}", run.outcome.error->name, run.outcome.error->message)),
         redactor);
}

void Console::message(const std::string& from, const std::string& text, const secrets::Redactor& redactor) {
  tell("message", from, {{"text", report::unicode_text(text)}}, redactor);
}

}  // namespace coffer::page
