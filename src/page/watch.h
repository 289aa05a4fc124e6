// Notices what others change, the command line or another page: the vault's file, the agent, a folder.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "page/desk.h"
#include "page/event_hub.h"

namespace coffer::page {

// Looks twice a second, in a thread of its own, as long as a page is open. Add what it looks at, then start.
class Watch {
 public:
  using Look = std::function<std::string()>;

  explicit Watch(EventHub& events) : events_(events) {}  // not owned

  // The event is told whenever `fingerprint` returns another text than before. `data`: the event's, JSON;
  // empty: "{}". Both are called in the watch's thread, those added first, first.
  void add(std::string event, Look fingerprint, Look data = nullptr);
  void start(std::chrono::milliseconds pause = std::chrono::milliseconds(500));

 private:
  struct Watched {
    std::string event;
    Look fingerprint, data;
    std::string last;
  };
  void look();

  EventHub& events_;
  std::vector<Watched> watched_;
  std::jthread thread_;  // the last member: it ends before what it uses
};

// `agent`, `vault`, `connections` and `settings`, of the desk.
void watch_desk(Watch& watch, Desk& desk);

}  // namespace coffer::page
