// One line that says how far the run is: for a terminal, beside reports that go to files.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "runner/events.h"

namespace coffer::report {

class ProgressReporter final : public runner::Listener {
 public:
  // `write` gets the line as often as the percentage changes, led by a carriage return; at the end a newline.
  explicit ProgressReporter(std::function<void(std::string_view)> write) : write_(std::move(write)) {}

  void run_started(const postman::Collection& collection, uint64_t iterations) override;
  void item_finished(const runner::ItemResult& result) override;
  void run_finished(const runner::RunSummary& summary) override;

 private:
  void show(uint64_t done, uint64_t of);

  std::function<void(std::string_view)> write_;
  uint64_t failed_ = 0, percent_ = 101;  // the percentage that stands there
};

}  // namespace coffer::report
