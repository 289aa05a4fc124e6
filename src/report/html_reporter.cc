#include "report/html_reporter.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/failures.h"
#include "report/html/execution.h"
#include "report/html/page.h"
#include "report/item_path.h"

namespace coffer::report {
namespace {

// Shown and hidden again by the script alone; without it everything is there to be read.
constexpr std::string_view kToolbar =
    "<div class=\"toolbar\" id=\"toolbar\" role=\"group\" aria-label=\"Which requests are shown\" hidden>\n"
    "<div class=\"choice\"><button type=\"button\" data-show=\"all\" aria-pressed=\"true\">All</button>"
    "<button type=\"button\" data-show=\"bad\" aria-pressed=\"false\">Failed</button></div>\n"
    "<label>Search <input type=\"search\" id=\"search\" autocomplete=\"off\" spellcheck=\"false\"></label>\n"
    "<div class=\"choice\"><button type=\"button\" id=\"open-all\">Open all</button>"
    "<button type=\"button\" id=\"close-all\">Close all</button></div>\n"
    "<output id=\"shown\" role=\"status\"></output>\n</div>\n";

std::string plural(uint64_t count, std::string_view word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

}  // namespace

Result<std::unique_ptr<HtmlReporter>> HtmlReporter::create(const std::filesystem::path& path,
                                                           const secrets::Redactor& redactor,
                                                           HtmlReporterOptions options) {
  COFFER_ASSIGN(OutputFile file, OutputFile::create(path));
  COFFER_ASSIGN(OutputFile failures, OutputFile::scratch(path));
  COFFER_ASSIGN(OutputFile executions, OutputFile::scratch(path));
  return std::unique_ptr<HtmlReporter>(new HtmlReporter(std::move(file), std::move(failures),
                                                        std::move(executions), redactor, std::move(options)));
}

void HtmlReporter::keep(Result<void> written) {
  if (!written && !error_) error_ = std::move(written).error();
}

void HtmlReporter::run_started(const postman::Collection& collection, uint64_t iterations) {
  collection_ = collection.root.name;
  iterations_ = iterations;
}

void HtmlReporter::item_finished(const runner::ItemResult& result) {
  if (error_) return;  // a disk that is full stays full
  const bool failed = has_failed(result);
  count(result, failed);
  const std::string id = fmt::format("run-{}", ++execution_count_);
  write_failures(result, id);
  if (!is_shown(failed)) return;
  write_headings(result);
  write_execution(result, id);
}

void HtmlReporter::count(const runner::ItemResult& result, bool failed) {
  const auto [place, added] = places_.try_emplace(result.item->item, totals_.size());
  if (added) totals_.push_back({.path = item_path(*result.item), .milliseconds = {}});
  html::RequestTotals& totals = totals_[place->second];
  ++totals.runs;
  if (failed) ++totals.failed;
  if (!result.exchanges.empty() && result.exchanges.back().status != 0)
    totals.milliseconds.add(
        std::chrono::duration<double, std::milli>(result.exchanges.back().timings.total).count());
}

bool HtmlReporter::is_shown(bool failed) {
  const bool first = shown_ < options_.limits.shown;
  const bool late = !first && failed && failed_shown_ < options_.limits.failed_shown;
  if (first) ++shown_;
  if (late) ++failed_shown_;
  return first || late;
}

void HtmlReporter::write_failures(const runner::ItemResult& result, const std::string& id) {
  for (const Failure& failure : failures_of(result)) {
    if (failure_count_++ < options_.limits.failures)
      keep(failures_.write(html::failure(failure, result, id, text_)));
  }
}

void HtmlReporter::write_headings(const runner::ItemResult& result) {
  std::string text;
  if (iteration_ != result.iteration) {
    if (iteration_) text += "</section></section>\n";
    iteration_ = result.iteration;
    folder_ = nullptr;
    text += fmt::format("<section class=\"iteration\">\n<h3{}>Iteration {} of {}</h3>\n",
                        iterations_ > 1 ? "" : " class=\"said\"", result.iteration + 1, iterations_);
  }
  const postman::Folder* folder = result.item->folders.empty() ? nullptr : result.item->folders.back();
  if (folder != folder_ || text.ends_with("</h3>\n")) {
    if (text.empty()) text += "</section>\n";
    folder_ = folder;
    const std::string path = folder_path(*result.item);
    text += fmt::format("<section class=\"folder\">\n<h4>{}</h4>\n",
                        text_.line(path.empty() ? collection_ : path));
  }
  keep(executions_.write(text));
}

void HtmlReporter::write_execution(const runner::ItemResult& result, const std::string& id) {
  const size_t body = written_ < options_.limits.all_bodies ? options_.limits.body : 0;
  const bool open = has_failed(result) && opened_ < options_.limits.opened;
  if (open) ++opened_;
  const std::string text = html::execution(result, text_, {.id = id, .open = open, .body_limit = body});
  written_ += text.size();
  keep(executions_.write(text));
}

std::string HtmlReporter::left_out_note() const {
  std::string note;
  if (const uint64_t left_out = execution_count_ - shown_ - failed_shown_; left_out > 0)
    note += fmt::format(
        "<p class=\"note\">This report shows the first {} and, of those after them, {} that failed; {} more "
        "are only "
        "counted above.</p>\n",
        plural(shown_, "execution"), failed_shown_, left_out);
  if (written_ >= options_.limits.all_bodies)
    note += "<p class=\"note\">It became large: the later executions are shown without their bodies.</p>\n";
  return note;
}

void HtmlReporter::write_failure_list() {
  if (failure_count_ == 0) return;
  keep(file_.write(fmt::format(
      "<section class=\"failures\" aria-labelledby=\"failures\">\n<h2 id=\"failures\">{}</h2>\n<ol>\n",
      plural(failure_count_, "failure"))));
  keep(failures_.append_to(file_));
  std::string end = "</ol>\n";
  if (failure_count_ > options_.limits.failures)
    end += fmt::format("<p class=\"note\">and {} more</p>\n", failure_count_ - options_.limits.failures);
  keep(file_.write(end + "</section>\n"));
}

void HtmlReporter::write_requests() {
  keep(file_.write(fmt::format(
      "<section aria-labelledby=\"requests\">\n<h2 id=\"requests\" tabindex=\"-1\">Requests</h2>\n{}{}",
      left_out_note(), execution_count_ > 0 ? kToolbar : "<p>None were sent.</p>\n")));
  keep(executions_.append_to(file_));
  keep(file_.write(iteration_ ? "</section></section>\n</section>\n" : "</section>\n"));
}

void HtmlReporter::run_finished(const runner::RunSummary& summary) {
  finished_ = true;
  if (error_) return;
  const std::string& title = options_.title.empty() ? collection_ : options_.title;
  const std::string state = failure_count_ == 0 ? "nothing failed" : plural(failure_count_, "failure");
  keep(file_.write(html::page_start(fmt::format("{}: {}", text_.line(title), state)) + "<main>\n" +
                   html::header(summary, title, failure_count_, text_)));
  if (!error_) write_failure_list();
  if (!error_ && (iterations_ > 1 || execution_count_ > shown_))
    keep(file_.write(html::totals(totals_, text_)));
  if (!error_) write_requests();
  keep(file_.write("</main>\n" + html::page_end()));
  if (!error_) keep(file_.commit());
}

Result<void> HtmlReporter::outcome() const {
  if (error_) return *error_;
  if (!finished_)
    return Error{ErrorCode::kCancelled, "the HTML report was not written: the run did not finish"};
  return {};
}

}  // namespace coffer::report
