// The console: what was resolved, sent, received and printed by scripts, in order (spec 7.3).
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "json/json.h"
#include "page/event_hub.h"
#include "runner/events.h"
#include "secrets/redactor.h"

namespace coffer::page {

// Tells the page; keeps nothing itself. Thread-safe. None is owned.
class Console {
 public:
  static constexpr size_t kMostBody = size_t{4} << 10;  // bytes of a body or a line
  static constexpr size_t kMostLines = 200;             // of one script

  Console(EventHub& events, Clock& clock) : events_(events), clock_(clock) {}

  // An item and its scripts. `kind`: "send" or "run"; `from`: what it belongs to, for people.
  void item(std::string_view kind, const std::string& from, const runner::ItemResult& result,
            const secrets::Redactor& redactor);
  void message(const std::string& from, const std::string& text, const secrets::Redactor& redactor);
  void clear() { events_.tell("console-cleared", "{}"); }

 private:
  void script(const runner::ScriptRun& run, const secrets::Redactor& redactor);
  void tell(std::string_view kind, const std::string& from, json::Object line,
            const secrets::Redactor& redactor);

  EventHub& events_;
  Clock& clock_;
  std::mutex mutex_;  // the page takes lines in the order of their numbers
  uint64_t last_ = 0;
};

}  // namespace coffer::page
