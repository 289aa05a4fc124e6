// What has happened in a run of the page, for whoever browses it.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>

#include "base/clock.h"
#include "json/json.h"
#include "page/console.h"
#include "page/event_hub.h"
#include "page/responses.h"
#include "runner/events.h"
#include "runner/tally.h"
#include "secrets/redactor.h"

namespace coffer::page {

// Told by the run's thread, read by any. What it keeps is redacted, and bounded.
class RunLog final : public runner::Listener {
 public:
  static constexpr size_t kMostListed = 500;                       // items in one answer
  static constexpr uint64_t kMostBytes = uint64_t{64} << 20;       // of rows, and again of details
  static constexpr std::chrono::milliseconds kBetweenEvents{250};  // "run" events while it goes on
  static constexpr size_t kConsoleItems = 50;                      // told to the console within a second

  struct About {
    uint64_t number = 0;
    std::string collection, name;           // its path, and its name
    uint64_t iterations = 1, expected = 0;  // items, if no script changes their order
  };
  // None is owned. `redactor` is used until finish() only.
  struct Parts {
    EventHub* events = nullptr;
    Clock* clock = nullptr;
    Responses* responses = nullptr;
    Console* console = nullptr;
    const secrets::Redactor* redactor = nullptr;
  };
  RunLog(About about, Parts parts);

  void iteration_started(uint64_t iteration) override;
  void item_finished(const runner::ItemResult& result) override;
  // begin() and finish() come from the run's thread, too. The run is over, by itself, by a stop or by an
  // error.
  void finish(const Result<runner::RunSummary>& summary);

  uint64_t number() const { return about_.number; }
  void begin() { tell_page(true); }
  bool finished() const;
  json::Object run_json() const;
  // RunItems from that number on, as JSON text: {"items": […], "total": n}.
  std::string items_json(uint64_t from) const;
  // Sent of one item, as JSON text. kNotFound ("number") where there is none, or none is kept.
  Result<std::string> item_json(uint64_t number) const;

 private:
  enum class State { kRunning, kFinished, kStopped, kFailed };
  struct Item {
    std::string row, details;  // JSON; no details: they are not kept
  };

  void keep(const runner::ItemResult& result);
  void tell_console(const runner::ItemResult& result);
  void tell_page(bool at_once);
  json::Object run_json_locked() const;

  const About about_;
  Parts parts_;
  const WallTime started_;
  const std::chrono::nanoseconds begin_;
  mutable std::mutex mutex_;
  State state_ = State::kRunning;
  runner::Tally tally_;
  std::deque<Item> items_;
  uint64_t row_bytes_ = 0, detail_bytes_ = 0;
  uint64_t iterations_begun_ = 0;
  std::chrono::nanoseconds took_{0};
  std::optional<int> exit_status_;
  std::optional<Error> error_;
  // Of the run's thread alone.
  std::chrono::nanoseconds last_event_{0}, console_second_{0};
  size_t told_in_second_ = 0;
  uint64_t untold_ = 0;
};

}  // namespace coffer::page
