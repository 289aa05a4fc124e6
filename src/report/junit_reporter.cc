#include "report/junit_reporter.h"

#include <fmt/format.h>

#include "report/xml.h"

namespace coffer::report {
namespace {

// Source: newman/lib/util.js, getFullName.
std::string full_name(const postman::PlacedItem& item) {
  const auto name_of = [](const auto& node) { return node.name.empty() ? node.id : node.name; };
  std::string name;
  for (size_t i = 1; i < item.folders.size(); ++i) name += name_of(*item.folders[i]) + " / ";
  return name + name_of(*item.item);
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

JunitSuite& JunitReporter::suite_of(const postman::PlacedItem& item) {
  const auto [place, added] = places_.try_emplace(item.item, suites_.size());
  if (added)
    suites_.emplace_back(full_name(item), item.item->id.empty() ? random_.uuid() : item.item->id, redactor_);
  return suites_[place->second];
}

// As in Newman, what was not requested is no test; what failed in it is told all the same.
void JunitReporter::item_finished(const runner::ItemResult& result) {
  if (result.requested || has_failed(result)) suite_of(*result.item).add(result);
}

Result<void> JunitReporter::write(const runner::RunSummary& summary) {
  double seconds = 0;
  for (const JunitSuite& suite : suites_) seconds += suite.seconds();
  COFFER_TRY(file_.write(fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"{}\" tests=\"{}\" time=\"{:.3f}\"{}>\n",
      xml_attribute(redactor_.redact(summary.collection_name)), summary.tested, seconds,
      suites_.empty() ? "/" : "")));
  const JunitRun run{summary.collection_name, summary.collection_id, iso_date(summary.started)};
  for (const JunitSuite& suite : suites_) COFFER_TRY(file_.write(suite.xml(run)));
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
