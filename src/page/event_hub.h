// What the page is told without asking: lines of the console, questions, changes of the vault.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace coffer::page {

struct Event {
  uint64_t number = 0;  // from 1 on
  std::string name;     // "console"
  std::string data;     // JSON on one line, redacted
};

// Keeps the last kKept events, so that a page which was reloaded, or a second tab, has them too. Thread-safe.
class EventHub {
 public:
  static constexpr size_t kKept = 2000;

  void tell(std::string name, std::string data);
  // Those after that number. Where some of them are gone already, those that there are.
  std::vector<Event> after(uint64_t number) const;

  // `wake` is called, in whatever thread tells something, until unsubscribe(). It must not call back.
  uint64_t subscribe(std::function<void()> wake);
  void unsubscribe(uint64_t subscription);
  bool has_listeners() const;  // whether a page is open

 private:
  mutable std::mutex mutex_;
  uint64_t last_ = 0, last_subscription_ = 0;
  std::deque<Event> events_;
  std::map<uint64_t, std::function<void()>> subscribers_;
};

// As the stream of events has it (https://html.spec.whatwg.org/multipage/server-sent-events.html).
std::string event_text(const Event& event);

}  // namespace coffer::page
