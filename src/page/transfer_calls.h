// secrets/export and secrets/import (spec 2.8).
#pragma once

#include "page/calls.h"
#include "page/desk.h"
#include "page/event_hub.h"

namespace coffer::page {

// Thread-safe. None is owned.
class TransferCalls {
 public:
  TransferCalls(Desk& desk, EventHub& events) : desk_(desk), events_(events) {}
  void add_to(Calls& calls);

 private:
  Answer export_secrets(const Arguments& arguments);
  Answer import_secrets(const Arguments& arguments);

  Desk& desk_;
  EventHub& events_;
};

}  // namespace coffer::page
