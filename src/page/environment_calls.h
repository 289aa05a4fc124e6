// environments/…: the environments and globals of the folder, read and edited.
#pragma once

#include "page/calls.h"
#include "page/desk.h"
#include "page/event_hub.h"
#include "page/folder.h"

namespace coffer::page {

// Thread-safe. None is owned.
class EnvironmentCalls {
 public:
  EnvironmentCalls(Desk& desk, EventHub& events, Folder& folder)
      : desk_(desk), events_(events), folder_(folder) {}
  void add_to(Calls& calls);

 private:
  Answer read(const Arguments& arguments);
  Answer save(const Arguments& arguments);
  Answer create(const Arguments& arguments);

  Desk& desk_;
  EventHub& events_;
  Folder& folder_;
};

}  // namespace coffer::page
