#include "report/junit_reporter.h"

#include <fmt/format.h>

#include "report/xml.h"

namespace coffer::report {
namespace {

// Of one request's errors, in bytes; the JSON report has them all.
constexpr size_t kMostErrorText = size_t{64} << 10;

// Source: newman/lib/util.js, getFullName.
std::string full_name(const postman::PlacedItem& item) {
  const auto name_of = [](const auto& node) { return node.name.empty() ? node.id : node.name; };
  std::string name;
  for (size_t i = 1; i < item.folders.size(); ++i) name += name_of(*item.folders[i]) + " / ";
  return name + name_of(*item.item);
}

// In Newman a stack trace stands where the code and the mend stand here.
std::string error_text(const runner::ItemResult& result) {
  const Error& error = *result.error;
  std::string text = fmt::format("Iteration: {}\nRequestError: {}: {}\n", result.iteration,
                                 to_string(error.code), error.what);
  if (!error.mend.empty()) text += fmt::format("    {}\n", error.mend);
  return text + "\n---\n";
}

}  // namespace

Result<std::unique_ptr<JunitReporter>> JunitReporter::create(const std::filesystem::path& path,
                                                             const secrets::Redactor& redactor,
                                                             crypto::Random& random) {
  COFFER_ASSIGN(OutputFile file, OutputFile::create(path));
  return std::unique_ptr<JunitReporter>(new JunitReporter(std::move(file), redactor, random));
}

void JunitReporter::run_started(const postman::Collection&, uint64_t) {
  places_.clear();
  suites_.clear();
}

JunitReporter::Suite& JunitReporter::suite_of(const postman::PlacedItem& item) {
  const auto [place, added] = places_.try_emplace(item.item, suites_.size());
  if (added)
    suites_.push_back(
        {.name = full_name(item), .id = item.item->id.empty() ? random_.uuid() : item.item->id});
  return suites_[place->second];
}

void JunitReporter::item_finished(const runner::ItemResult& result) {
  Suite& suite = suite_of(*result.item);
  ++suite.executions;
  if (!result.exchanges.empty() && result.exchanges.back().status != 0)
    suite.seconds += std::chrono::duration<double>(result.exchanges.back().timings.total).count();
  if (!result.error) return;
  ++suite.errors;
  const std::string text = redactor_.redact(error_text(result));
  if (suite.error_text.size() + text.size() > kMostErrorText) {
    ++suite.errors_left_out;
  } else {
    suite.error_text += text;
  }
}

std::string JunitReporter::attribute(std::string_view name, std::string_view value) const {
  return fmt::format(" {}=\"{}\"", name, xml_attribute(redactor_.redact(value)));
}

std::string JunitReporter::suite_xml(const Suite& suite, const std::string& timestamp) const {
  // There are no tests before there are scripts.
  std::string text =
      fmt::format("  <testsuite{}{}{} tests=\"0\" failures=\"0\" errors=\"{}\" time=\"{:.3f}\"",
                  attribute("name", suite.name), attribute("id", suite.id), attribute("timestamp", timestamp),
                  suite.errors, suite.seconds / static_cast<double>(suite.executions));
  if (suite.errors == 0) return text + "/>\n";
  std::string errors = suite.error_text;
  if (suite.errors_left_out > 0) errors += fmt::format("and {} more\n", suite.errors_left_out);
  return text +
         fmt::format(">\n    <system-err>\n      {}\n    </system-err>\n  </testsuite>\n", xml_cdata(errors));
}

Result<void> JunitReporter::write(const runner::RunSummary& summary) {
  double seconds = 0;
  for (const Suite& suite : suites_) seconds += suite.seconds;
  const std::string rest = fmt::format(" tests=\"{}\" time=\"{:.3f}\"", summary.tested, seconds);
  COFFER_TRY(
      file_.write(fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites{}{}{}>\n",
                              attribute("name", summary.collection_name), rest, suites_.empty() ? "/" : "")));
  const std::string timestamp = iso_date(summary.started);
  for (const Suite& suite : suites_) COFFER_TRY(file_.write(suite_xml(suite, timestamp)));
  if (!suites_.empty()) COFFER_TRY(file_.write("</testsuites>"));
  return file_.commit();
}

void JunitReporter::run_finished(const runner::RunSummary& summary) {
  finished_ = true;
  if (auto written = write(summary); !written) error_ = std::move(written).error();
}

Result<void> JunitReporter::outcome() const {
  if (error_) return *error_;
  if (!finished_)
    return Error{ErrorCode::kCancelled, "the JUnit report was not written: the run did not finish"};
  return {};
}

}  // namespace coffer::report
