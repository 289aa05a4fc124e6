// runs/…: a collection, or a part of it, run with its data and iterations (spec 8).
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "page/calls.h"
#include "page/console.h"
#include "page/performer.h"
#include "page/responses.h"
#include "page/run_log.h"
#include "page/run_reports.h"
#include "postman/data_file.h"

namespace coffer::page {

// Thread-safe. Its runs are stopped, and their reports removed, when it goes.
class RunCalls {
 public:
  static constexpr size_t kMostKept = 20;  // finished runs
  static constexpr size_t kMostAtOnce = 4;

  // None is owned.
  struct Parts {
    Performer* performer = nullptr;
    const Folder* folder = nullptr;
    Responses* responses = nullptr;
    Console* console = nullptr;
    EventHub* events = nullptr;
  };
  explicit RunCalls(Parts parts) : parts_(parts) {}
  RunCalls(const RunCalls&) = delete;
  RunCalls& operator=(const RunCalls&) = delete;
  ~RunCalls();
  void add_to(Calls& calls);
  void stop_all();  // from any thread; each ends by itself

 private:
  struct Run {
    Place place;
    std::optional<postman::DataFile> data;
    runner::RunOptions options;
    std::unique_ptr<OpenedSession> session;  // until its end
    std::unique_ptr<RunLog> log;
    std::unique_ptr<RunReports> reports;
    std::stop_source stop;
    std::jthread thread;  // last: all else outlives it
  };
  using RunPtr = std::shared_ptr<Run>;

  Answer start(const Arguments& arguments);
  Answer stop(const Arguments& arguments);
  Answer list();
  Answer items(const Arguments& arguments);
  Answer item(const Arguments& arguments);
  Answer export_report(const Arguments& arguments);

  Result<RunPtr> prepare(const Arguments& arguments);
  Result<void> admit(Run& run);
  void perform(Run& run);
  Result<RunPtr> find(const Arguments& arguments);
  void drop_oldest();

  Parts parts_;
  std::mutex mutex_;
  std::optional<std::filesystem::path> reports_;  // private; made for the first run
  uint64_t last_ = 0;
  std::map<uint64_t, RunPtr> runs_;
};

}  // namespace coffer::page
