#include "page/run_log.h"

#include <fmt/format.h>

#include <algorithm>

#include "page/sent.h"
#include "report/redacted_json.h"
#include "report/request_view.h"
#include "report/text.h"

namespace coffer::page {
namespace {

// A request, an assertion or a script that failed.
bool has_failed(const runner::ItemResult& result) {
  return result.error || std::ranges::any_of(result.scripts, [](const runner::ScriptRun& script) {
           return script.outcome.error ||
                  std::ranges::any_of(script.outcome.assertions, [](const auto& assertion) {
                    return !assertion.passed && !assertion.skipped;
                  });
         });
}

// What went wrong first, in a line.
std::optional<std::string> error_of(const runner::ItemResult& result) {
  if (result.error) return to_string(*result.error);
  for (const runner::ScriptRun& script : result.scripts)
    if (script.outcome.error)
      return fmt::format("{}: {}", script.outcome.error->name, script.outcome.error->message);
  return std::nullopt;
}

json::Object row_json(const runner::ItemResult& result, uint64_t number) {
  const report::RequestView view = report::view_of(result);
  const runner::Exchange* answer = view.answer();
  json::Array folders;
  for (size_t i = 1; i < result.item->folders.size(); ++i)
    folders.emplace_back(result.item->folders[i]->name);
  json::Array tests = tests_json(result);
  size_t failed = 0, skipped = 0;
  for (const json::Value& test : tests) {
    skipped += json::find_bool(test, "skipped").value_or(false) ? 1 : 0;
    failed +=
        json::find_bool(test, "passed").value_or(false) || json::find_bool(test, "skipped").value_or(false)
            ? 0
            : 1;
  }
  const auto time = answer != nullptr ? answer->timings.total : std::chrono::microseconds(0);
  json::Object row{{"number", number},
                   {"iteration", result.iteration},
                   {"name", result.item->item->name},
                   {"folders", std::move(folders)},
                   {"method", view.method},
                   {"url", report::unicode_text(view.url)},
                   {"status", answer != nullptr ? answer->status : 0},
                   {"time_ms", std::chrono::duration<double, std::milli>(time).count()},
                   {"size", answer != nullptr ? answer->response_size : 0},
                   {"passed", tests.size() - failed - skipped},
                   {"failed", failed},
                   {"skipped", result.skipped}};
  if (const auto error = error_of(result)) row["error"] = report::unicode_text(*error);
  row["tests"] = std::move(tests);
  return row;
}

std::string_view state_text(int state) {
  static constexpr std::string_view kTexts[] = {"running", "finished", "stopped", "failed"};
  return kTexts[state];
}

}  // namespace

RunLog::RunLog(About about, Parts parts)
    : about_(std::move(about)), parts_(parts), started_(parts.clock->now()), begin_(parts.clock->elapsed()) {}

void RunLog::iteration_started(uint64_t) {
  const std::lock_guard lock(mutex_);
  ++iterations_begun_;
}

void RunLog::item_finished(const runner::ItemResult& result) {
  keep(result);
  tell_console(result);
  tell_page(false);
}

void RunLog::keep(const runner::ItemResult& result) {
  uint64_t response = 0;
  if (has_response(result))
    response = parts_.responses->keep(kept(result, started_), Responses::Shelf::kRuns);
  std::string details = json::dump(sent_json(result, response, *parts_.redactor));
  const std::lock_guard lock(mutex_);
  tally_.add(result, !result.skipped);
  Item item;
  item.row = json::dump(report::redacted(row_json(result, items_.size()), *parts_.redactor));
  if (row_bytes_ + item.row.size() > kMostBytes) return;
  row_bytes_ += item.row.size();
  // What failed is what people look at: half of the room is for it alone.
  const uint64_t room = has_failed(result) ? kMostBytes : kMostBytes / 2;
  if (detail_bytes_ + details.size() <= room) {
    detail_bytes_ += details.size();
    item.details = std::move(details);
  }
  items_.push_back(std::move(item));
}

void RunLog::tell_console(const runner::ItemResult& result) {
  const auto now = parts_.clock->elapsed();
  if (now - console_second_ >= std::chrono::seconds(1)) {
    console_second_ = now;
    told_in_second_ = 0;
  }
  if (told_in_second_ >= kConsoleItems) {
    ++untold_;
    return;
  }
  ++told_in_second_;
  parts_.console->item("run", fmt::format("{}: {}", about_.name, result.item->item->name), result,
                       *parts_.redactor);
}

void RunLog::tell_page(bool at_once) {
  const auto now = parts_.clock->elapsed();
  if (!at_once && now - last_event_ < kBetweenEvents) return;
  last_event_ = now;
  parts_.events->tell("run", json::dump(run_json()));
}

void RunLog::finish(const Result<runner::RunSummary>& summary) {
  {
    const std::lock_guard lock(mutex_);
    took_ = parts_.clock->elapsed() - begin_;
    const std::optional<Error> error = summary ? summary->error : std::optional(summary.error());
    const bool stopped = error && error->code == ErrorCode::kCancelled;
    state_ = stopped ? State::kStopped : summary ? State::kFinished : State::kFailed;
    if (summary) exit_status_ = runner::exit_status(*summary);
    if (error)
      error_ = Error{error->code, parts_.redactor->redact(error->what), parts_.redactor->redact(error->mend)};
  }
  if (untold_ > 0)
    parts_.console->message(
        about_.name, fmt::format("{} requests came too fast to be listed here: the run has them", untold_),
        *parts_.redactor);
  tell_page(true);
}

bool RunLog::finished() const {
  const std::lock_guard lock(mutex_);
  return state_ != State::kRunning;
}

json::Object RunLog::run_json() const {
  const std::lock_guard lock(mutex_);
  return run_json_locked();
}

json::Object RunLog::run_json_locked() const {
  using std::chrono::milliseconds;
  const runner::RunSummary so_far = tally_.summary();
  const bool running = state_ == State::kRunning;
  const auto took = running ? parts_.clock->elapsed() - begin_ : took_;
  json::Object run{{"run", about_.number},
                   {"collection", about_.collection},
                   {"name", about_.name},
                   {"state", state_text(static_cast<int>(state_))},
                   {"started", iso_date(started_)},
                   {"took_ms", std::chrono::duration_cast<milliseconds>(took).count()},
                   {"iterations", about_.iterations},
                   {"expected", about_.expected},
                   {"done", running && iterations_begun_ > 0 ? iterations_begun_ - 1 : iterations_begun_},
                   {"items", so_far.items},
                   {"requests", so_far.requests},
                   {"failed_requests", so_far.failed_requests},
                   {"assertions", so_far.assertions},
                   {"failed_assertions", so_far.failed_assertions},
                   {"unresolved", so_far.unresolved + so_far.unauthenticated}};
  if (exit_status_) run["exit_status"] = *exit_status_;
  if (error_) run["error"] = failure_json(*error_);
  return run;
}

std::string RunLog::items_json(uint64_t from) const {
  const std::lock_guard lock(mutex_);
  std::string text = "{\"items\":[";
  const size_t first = std::min<size_t>(static_cast<size_t>(from), items_.size());
  const size_t end = std::min(first + kMostListed, items_.size());
  for (size_t i = first; i < end; ++i) text += (i > first ? "," : "") + items_[i].row;
  return text + fmt::format("],\"total\":{}}}", items_.size());
}

Result<std::string> RunLog::item_json(uint64_t number) const {
  const std::lock_guard lock(mutex_);
  if (number >= items_.size())
    return Error{ErrorCode::kNotFound, "the run has no request of that number", "", "number"};
  const std::string& details = items_[static_cast<size_t>(number)].details;
  if (!details.empty()) return details;
  return Error{ErrorCode::kNotFound, "so many requests were made that the details of this one are not kept",
               "Export the run: the report has them.", "number"};
}

}  // namespace coffer::page
