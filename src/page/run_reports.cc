#include "page/run_reports.h"

#include "base/files.h"

namespace coffer::page {
namespace {

constexpr const char* kJson = "newman-run-report.json";
constexpr const char* kJunit = "newman-run-report.xml";
constexpr const char* kHtml = "newman-run-report.html";

}  // namespace

Result<std::unique_ptr<RunReports>> RunReports::create(const std::filesystem::path& folder,
                                                       const secrets::Redactor& redactor,
                                                       crypto::Random& random, Clock& clock) {
  COFFER_TRY(make_private_folder(folder));
  std::unique_ptr<RunReports> reports(new RunReports(folder));
  COFFER_ASSIGN(reports->json_, report::JsonReporter::create(folder / kJson, {&redactor, &random, &clock}));
  COFFER_ASSIGN(reports->junit_, report::JunitReporter::create(folder / kJunit, redactor, random));
  COFFER_ASSIGN(reports->html_, report::HtmlReporter::create(folder / kHtml, redactor));
  return reports;
}

RunReports::~RunReports() {
  json_.reset();
  junit_.reset();
  html_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

Result<RunReports::Report> RunReports::read(std::string_view format) const {
  const auto read = [&](const char* name, const char* type, const Result<void>& written) -> Result<Report> {
    COFFER_TRY(written);
    COFFER_ASSIGN(std::string text, read_file(folder_ / name, kMostBytes));
    return Report{name, type, std::move(text)};
  };
  if (format == "json") return read(kJson, "application/json", json_->outcome());
  if (format == "junit") return read(kJunit, "application/xml", junit_->outcome());
  if (format == "html") return read(kHtml, "text/html", html_->outcome());
  return Error{ErrorCode::kInvalidArgument, "a report is \"json\", \"junit\" or \"html\"", "", "format"};
}

}  // namespace coffer::page
