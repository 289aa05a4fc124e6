#include "report/progress_reporter.h"

#include <fmt/format.h>

#include <string>

#include "report/failures.h"

namespace coffer::report {
namespace {

constexpr uint64_t kWidth = 40;  // columns of the bar

}  // namespace

void ProgressReporter::run_started(const postman::Collection&, uint64_t) {
  failed_ = 0;
  percent_ = 101;
}

void ProgressReporter::show(uint64_t done, uint64_t of) {
  const uint64_t percent = of == 0 ? 100 : done * 100 / of;
  if (percent == percent_) return;
  percent_ = percent;
  const uint64_t full = kWidth * percent / 100;
  write_(fmt::format("\rprogress [{}{}] {}% | {}/{} | {} failed", std::string(full, '='),
                     std::string(kWidth - full, '-'), percent, done, of, failed_));
}

void ProgressReporter::item_finished(const runner::ItemResult& result) {
  if (has_failed(result)) ++failed_;
  show(result.iteration * result.items + result.position + 1, result.iterations * result.items);
}

void ProgressReporter::run_finished(const runner::RunSummary&) { write_("\n"); }

}  // namespace coffer::report
