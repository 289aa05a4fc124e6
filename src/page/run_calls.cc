#include "page/run_calls.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <algorithm>

#include "page/question_stop.h"

namespace coffer::page {
namespace {

constexpr uint64_t kMostIterations = 1'000'000;
constexpr uint64_t kLongestTime = uint64_t{24} * 3600 * 1000;  // ms

Result<uint64_t> number_or(const Arguments& arguments, std::string_view name, uint64_t fallback,
                           uint64_t most) {
  if (!arguments.has(name)) return fallback;
  COFFER_ASSIGN(const uint64_t number, arguments.number(name));
  if (number <= most) return number;
  return Error{ErrorCode::kInvalidArgument, fmt::format("at most {}", most), "", std::string(name)};
}

Result<std::optional<postman::DataFile>> data_of(const Arguments& arguments) {
  const auto text = arguments.optional_text("data");
  if (!text || text->empty()) return std::optional<postman::DataFile>();
  auto data = postman::parse_data_file(*text, postman::guess_data_format(*text));
  if (data) return std::optional(*std::move(data));
  Error error = std::move(data).error();
  error.field = "data";
  return error;
}

Result<std::filesystem::path> new_private_folder(const Environment& environment) {
  std::string name = std::filesystem::path(environment.get("TMPDIR").value_or("/tmp")) / "coffer-page-XXXXXX";
  if (::mkdtemp(name.data()) != nullptr) return std::filesystem::path(name);  // mode 0700
  return Error{ErrorCode::kIo, fmt::format("could not make a folder for the run's reports: {}", name),
               "Let TMPDIR be a folder that can be written to."};
}

}  // namespace

RunCalls::~RunCalls() {
  stop_all();
  runs_.clear();  // waits for their ends
  std::error_code ignored;
  if (reports_) std::filesystem::remove_all(*reports_, ignored);
}

void RunCalls::stop_all() {
  const std::lock_guard lock(mutex_);
  for (auto& [number, run] : runs_) run->stop.request_stop();
}

Answer RunCalls::start(const Arguments& arguments) {
  COFFER_ASSIGN(const RunPtr run, prepare(arguments));
  COFFER_TRY(admit(*run));
  const uint64_t number = run->log->number();
  run->thread = std::jthread([this, run = run.get()] { perform(*run); });
  const std::lock_guard lock(mutex_);
  runs_.emplace(number, run);
  drop_oldest();
  return answer({{"run", number}});
}

Result<RunCalls::RunPtr> RunCalls::prepare(const Arguments& arguments) {
  auto run = std::make_shared<Run>();
  COFFER_ASSIGN(run->place, place_of_run(arguments, *parts_.folder));
  if (run->place.items.empty())
    return Error{ErrorCode::kNotFound, "there is no request in it to run", "", "at"};
  COFFER_ASSIGN(run->data, data_of(arguments));
  runner::RunOptions& options = run->options;
  const uint64_t rows = run->data ? std::max<uint64_t>(run->data->size(), 1) : 1;
  COFFER_ASSIGN(options.iterations, number_or(arguments, "iterations", rows, kMostIterations));
  options.iterations = std::max<uint64_t>(options.iterations, 1);
  COFFER_ASSIGN(const uint64_t delay, number_or(arguments, "delay_ms", 0, kLongestTime));
  COFFER_ASSIGN(const uint64_t timeout, number_or(arguments, "timeout_ms", 0, kLongestTime));
  options.delay = std::chrono::milliseconds(delay);
  options.send.http.timeout = std::chrono::milliseconds(timeout);
  options.send.http.stop = run->stop.get_token();
  options.data = run->data ? &*run->data : nullptr;
  if (arguments.flag("bail").value_or(false)) options.bail = runner::Bail::kOnFailure;
  return run;
}

// Its number, its log, its reports.
Result<void> RunCalls::admit(Run& run) {
  Desk& desk = parts_.performer->desk();
  const std::lock_guard lock(mutex_);
  const auto going_on =
      std::ranges::count_if(runs_, [](const auto& each) { return !each.second->log->finished(); });
  if (static_cast<size_t>(going_on) >= kMostAtOnce)
    return Error{ErrorCode::kTooLarge, fmt::format("{} runs are going on already", going_on),
                 "Wait for one to end, or stop one."};
  if (!reports_) {
    COFFER_ASSIGN(reports_, new_private_folder(desk.environment()));
  }
  const uint64_t number = ++last_;
  run.session = desk.open_session(run.place.folder);
  COFFER_ASSIGN(run.reports, RunReports::create(*reports_ / std::to_string(number), run.session->redactor(),
                                                desk.random(), desk.clock()));
  run.log =
      std::make_unique<RunLog>(RunLog::About{.number = number,
                                             .collection = run.place.path,
                                             .name = run.place.collection->root.name,
                                             .iterations = run.options.iterations,
                                             .expected = run.options.iterations * run.place.items.size()},
                               RunLog::Parts{parts_.events, &desk.clock(), parts_.responses, parts_.console,
                                             &run.session->redactor()});
  return {};
}

void RunCalls::perform(Run& run) {
  const QuestionStop giving_up(run.stop.get_token());
  std::vector<runner::Listener*> listeners = run.reports->listeners();
  listeners.push_back(run.log.get());
  run.log->begin();
  const auto summary = parts_.performer->run(run.place, *run.session, run.options, listeners);
  for (const std::string& warning : run.session->take_warnings())
    parts_.console->message(run.place.collection->root.name, warning, run.session->redactor());
  run.log->finish(summary);
}

// With the lock held.
void RunCalls::drop_oldest() {
  for (auto oldest = runs_.begin(); runs_.size() > kMostKept && oldest != runs_.end();)
    oldest = oldest->second->log->finished() ? runs_.erase(oldest) : std::next(oldest);
}

Result<RunCalls::RunPtr> RunCalls::find(const Arguments& arguments) {
  COFFER_ASSIGN(const uint64_t number, arguments.number("run"));
  const std::lock_guard lock(mutex_);
  const auto found = runs_.find(number);
  if (found != runs_.end()) return found->second;
  return Error{ErrorCode::kNotFound, fmt::format("there is no run {}", number), "", "run"};
}

Answer RunCalls::stop(const Arguments& arguments) {
  COFFER_ASSIGN(const RunPtr run, find(arguments));
  run->stop.request_stop();
  return done();
}

Answer RunCalls::list() {
  const std::lock_guard lock(mutex_);
  json::Array runs;
  for (const auto& [number, run] : runs_) runs.push_back(run->log->run_json());
  return answer({{"runs", std::move(runs)}});
}

Answer RunCalls::items(const Arguments& arguments) {
  COFFER_ASSIGN(const RunPtr run, find(arguments));
  COFFER_ASSIGN(const uint64_t from, arguments.number("from"));
  return Reply{run->log->items_json(from)};
}

Answer RunCalls::item(const Arguments& arguments) {
  COFFER_ASSIGN(const RunPtr run, find(arguments));
  COFFER_ASSIGN(const uint64_t number, arguments.number("number"));
  COFFER_ASSIGN(std::string sent, run->log->item_json(number));
  return Reply{std::move(sent)};
}

Answer RunCalls::export_report(const Arguments& arguments) {
  COFFER_ASSIGN(const RunPtr run, find(arguments));
  COFFER_ASSIGN(const std::string format, arguments.text("format"));
  if (!run->log->finished())
    return Error{ErrorCode::kNotFound, "the run has not ended: there is no report yet",
                 "Wait for it, or stop it.", "run"};
  COFFER_ASSIGN(RunReports::Report report, run->reports->read(format));
  return answer({{"file_name", report.file_name}, {"type", report.type}, {"text", report.text}});
}

void RunCalls::add_to(Calls& calls) {
  calls.add("runs/start", [this](const Arguments& arguments) { return start(arguments); });
  calls.add("runs/stop", [this](const Arguments& arguments) { return stop(arguments); });
  calls.add("runs/list", [this](const Arguments&) { return list(); });
  calls.add("runs/items", [this](const Arguments& arguments) { return items(arguments); });
  calls.add("runs/item", [this](const Arguments& arguments) { return item(arguments); });
  calls.add("runs/export", [this](const Arguments& arguments) { return export_report(arguments); });
}

}  // namespace coffer::page
