#include "report/cli_reporter.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

#include "report/cli_request.h"
#include "report/item_path.h"
#include "report/summary_table.h"
#include "report/text.h"
#include "report/verbose.h"

namespace coffer::report {
namespace {

// Memory must not grow with the run; whoever has more failures than this reads the JSON report.
constexpr size_t kMostFailures = 200;
constexpr size_t kMostMessage = size_t{4} << 10;  // bytes of each one's text

constexpr const char *kDateAndTime = "[{:%Y-%m-%d %H:%M:%S}]",
                     *kTime = "[{:%H:%M:%S}]";  // of --…-show-timestamps
constexpr size_t kWidestName = 24;              // a column: the names of errors are a script's own

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

}  // namespace

CliReporter::CliReporter(std::function<void(std::string_view)> write, const secrets::Redactor& redactor,
                         CliReporterOptions options)
    : write_(std::move(write)), redactor_(redactor), options_(options) {}

void CliReporter::print(std::string_view text) const { write_(redactor_.redact(text)); }

void CliReporter::run_started(const postman::Collection& collection, uint64_t iterations) {
  iterations_ = iterations;
  folder_ = &collection.root;
  std::string text;
  if (options_.banner) text += "coffer\n\n";
  print(text + options_.style.bold(printable_line(collection.root.name)) + "\n");
}

void CliReporter::iteration_started(uint64_t iteration) {
  if (iterations_ > 1)
    print("\n" + options_.style.dim(fmt::format("Iteration {}/{}", iteration + 1, iterations_)) + "\n");
}

void CliReporter::item_started(const postman::PlacedItem& item, uint64_t) {
  const postman::Folder* folder = item.folders.empty() ? folder_ : item.folders.back();
  const bool root = item.folders.size() <= 1;
  std::string text;
  if (folder != folder_ && !root)
    text += fmt::format("\n{} {}", options_.style.folder(),
                        options_.style.bold(printable_line(folder_path(item))));
  folder_ = folder;
  text += fmt::format("\n{} {}\n", root ? options_.style.root_item() : options_.style.sub_item(),
                      printable_line(item.item->name));
  print(text);
}

void CliReporter::item_finished(const runner::ItemResult& result) {
  std::vector<Failure> failures = failures_of(result);
  const auto before = static_cast<uint64_t>(std::ranges::count_if(failures, [](const Failure& failure) {
    return failure.run != nullptr && failure.run->event == script::Event::kPrerequest;
  }));
  const uint64_t first = failure_count_ + 1, request = first + before;
  print(script_lines(result, script::Event::kPrerequest, first) + request_lines(result, request) +
        script_lines(result, script::Event::kTest, request + (result.error ? 1 : 0)) +
        next_request_line(result, options_.style));
  remember(result, std::move(failures));
}

std::string CliReporter::script_lines(const runner::ItemResult& result, script::Event event,
                                      uint64_t first_failure) const {
  ScriptPrinter printer(options_.style, options_.scripts, {timestamp(kDateAndTime), timestamp(kTime)},
                        first_failure);
  for (const auto& run : result.scripts)
    if (run.event == event) printer.add(run);
  return printer.take();
}

// `number` is the failure's, if the request failed.
std::string CliReporter::request_lines(const runner::ItemResult& result, uint64_t number) const {
  const RequestView view = view_of(result);
  std::string text = request_line(view, timestamp(kDateAndTime), options_.style) +
                     references_line(view, options_.style) + hop_lines(view, options_.style);
  if (options_.verbose) {
    for (const auto& exchange : result.exchanges)
      text += verbose_exchange(exchange, &exchange == &result.exchanges.back() ? &result : nullptr,
                               options_.style);
  }
  for (const std::string& warning : result.warnings)
    text += "  " + options_.style.yellow(fmt::format("! {}", printable_line(warning))) + "\n";
  if (result.error) text += error_lines(*result.error, number, options_.style);
  return text;
}

std::string CliReporter::timestamp(const char* format) const {
  if (options_.timestamps == nullptr) return {};
  const auto seconds = std::chrono::floor<std::chrono::seconds>(options_.timestamps->now());
  return fmt::format(fmt::runtime(format), fmt::localtime(std::chrono::system_clock::to_time_t(seconds)));
}

void CliReporter::remember(const runner::ItemResult& result, std::vector<Failure> failures) {
  failure_count_ += failures.size();
  for (Failure& failure : failures) {
    if (failures_.size() == kMostFailures) return;
    failure.run = nullptr;  // they end with the call
    failure.assertion = nullptr;
    failure.request = nullptr;
    failure.stack.clear();
    failure.message = beginning_of(redactor_.redact(failure.message), kMostMessage);
    failure.test = beginning_of(redactor_.redact(failure.test), kMostMessage);
    failures_.push_back({std::move(failure), item_path(*result.item), result.iteration});
  }
}

std::string CliReporter::failure_details(const Remembered& remembered, const std::string& indent) const {
  const Style& style = options_.style;
  const Failure& failure = remembered.failure;
  std::string text;
  std::string_view rest = failure.message;
  if (failure.test.empty()) rest.remove_prefix(std::min(first_line(rest).size() + 1, rest.size()));
  for (; !rest.empty(); rest.remove_prefix(std::min(first_line(rest).size() + 1, rest.size())))
    text += fmt::format("{}{}\n", indent, style.dim(printable_line(first_line(rest))));
  if (!failure.mend.empty())
    text += indented(printable(fmt::format("{} {}", style.mend(), failure.mend)), indent);
  if (iterations_ > 1) text += fmt::format("{}iteration: {}\n", indent, remembered.iteration + 1);
  if (failure.at != "request")
    text += fmt::format("{}{}\n", indent, style.dim("at " + failure.at + failure.line));
  return text + fmt::format("{}inside \"{}\"\n", indent, printable_line(remembered.place));
}

std::string CliReporter::failure_list() const {
  const Style& style = options_.style;
  size_t width = 12;
  for (const Remembered& each : failures_)
    width = std::max(width, std::min(width_of(each.failure.name), kWidestName));
  std::string text = "\n" + style.red(fmt::format("  #  {}  detail", padded_right("failure", width))) + "\n";
  for (size_t i = 0; i < failures_.size(); ++i) {
    const Failure& failure = failures_[i].failure;
    const std::string_view title = failure.test.empty() ? first_line(failure.message) : failure.test;
    text += fmt::format("\n{}.  {}  {}\n", padded_left(fmt::format("{}", i + 1), 2),
                        padded_right(printable_line(failure.name), width), printable_line(title));
    text += failure_details(failures_[i], std::string(width + 7, ' '));
  }
  if (failure_count_ > failures_.size())
    text += fmt::format("\n     and {} more\n", failure_count_ - failures_.size());
  return text;
}

void CliReporter::run_finished(const runner::RunSummary& summary) {
  std::string text;
  if (summary.error) {
    text += "\n" +
            options_.style.red(fmt::format("{}: {}", to_string(summary.error->code),
                                           printable_line(to_string(*summary.error)))) +
            "\n";
  }
  if (options_.summary) text += "\n" + summary_table(summary, options_.style);
  if (options_.failures && !failures_.empty()) text += failure_list();
  print(text);
}

}  // namespace coffer::report
