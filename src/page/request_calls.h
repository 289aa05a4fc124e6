// requests/…: a request looked at, sent, cut short, or written as a curl command.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>

#include "page/calls.h"
#include "page/console.h"
#include "page/performer.h"
#include "page/responses.h"

namespace coffer::page {

// Thread-safe. None is owned.
class RequestCalls {
 public:
  // Of a body the page is shown so many bytes.
  static constexpr uint64_t kMostBody = uint64_t{64} << 20;
  static constexpr size_t kMostAtOnce = 16;  // sends: others must still be able to call

  RequestCalls(Performer& performer, const Folder& folder, Responses& responses, Console& console)
      : performer_(performer), folder_(folder), responses_(responses), console_(console) {}
  void add_to(Calls& calls);
  void stop_all();  // the page's server ends

 private:
  Answer look(const Arguments& arguments);
  Answer variables(const Arguments& arguments);
  Answer send(const Arguments& arguments);
  Answer cancel(const Arguments& arguments);
  Answer curl(const Arguments& arguments);

  json::Object perform(const Place& place, const std::stop_token& stop);

  Performer& performer_;
  const Folder& folder_;
  Responses& responses_;
  Console& console_;
  std::mutex mutex_;
  std::map<std::string, std::stop_source> under_way_;  // by the names that the page gave them
  bool stopped_ = false;
};

}  // namespace coffer::page
