// connections/… and aws/…: who one is to the providers (spec 3.*).
#pragma once

#include "page/calls.h"
#include "page/desk.h"
#include "page/event_hub.h"

namespace coffer::page {

// Thread-safe. None is owned.
class ConnectionCalls {
 public:
  ConnectionCalls(Desk& desk, EventHub& events) : desk_(desk), events_(events) {}
  void add_to(Calls& calls);

 private:
  Answer list();
  Answer connect(const Arguments& arguments);
  Answer disconnect(const Arguments& arguments);
  Answer profiles() const;
  Answer autofill(const Arguments& arguments) const;

  Desk& desk_;
  EventHub& events_;
};

}  // namespace coffer::page
