// links/…, and what makes a secret a link or shows one (spec 4.*, 7.1).
#pragma once

#include "page/calls.h"
#include "page/desk.h"
#include "page/event_hub.h"

namespace coffer::page {

// Thread-safe. None is owned.
class LinkCalls {
 public:
  LinkCalls(Desk& desk, EventHub& events) : desk_(desk), events_(events) {}
  void add_to(Calls& calls);

 private:
  Answer list_secrets(const Arguments& arguments);
  Answer list_versions(const Arguments& arguments);
  Answer test_link(const Arguments& arguments);
  Answer link(const Arguments& arguments);
  Answer unlink(const Arguments& arguments);
  Answer test_secret(const Arguments& arguments);
  Answer details(const Arguments& arguments);

  Desk& desk_;
  EventHub& events_;
};

}  // namespace coffer::page
