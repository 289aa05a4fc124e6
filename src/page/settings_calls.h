// settings/…, cache/reset and grants/set (spec 7.2).
#pragma once

#include "page/calls.h"
#include "page/desk.h"
#include "page/event_hub.h"

namespace coffer::page {

// The cache's time is the vault's, the agent's idle time the user's, and the rest the page's own
// (send_settings.h). Thread-safe. None is owned.
class SettingsCalls {
 public:
  SettingsCalls(Desk& desk, EventHub& events) : desk_(desk), events_(events) {}
  void add_to(Calls& calls);

 private:
  Answer get();
  Answer set(const Arguments& arguments);
  Answer reset_cache();
  Answer set_grant(const Arguments& arguments);

  Result<json::Value> cache_minutes();

  Desk& desk_;
  EventHub& events_;
};

}  // namespace coffer::page
