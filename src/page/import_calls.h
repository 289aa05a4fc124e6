// folder/import: exports of Postman and curl commands, dropped or pasted (spec 9.1).
#pragma once

#include "page/calls.h"
#include "page/desk.h"
#include "page/event_hub.h"
#include "page/folder.h"

namespace coffer::page {

// Thread-safe. None is owned.
class ImportCalls {
 public:
  ImportCalls(Desk& desk, EventHub& events, Folder& folder) : desk_(desk), events_(events), folder_(folder) {}
  void add_to(Calls& calls);

 private:
  Answer import(const Arguments& arguments);
  Answer import_file(const std::string& text, const std::string& file_name);
  Answer import_curl(const std::string& text);

  Desk& desk_;
  EventHub& events_;
  Folder& folder_;
};

}  // namespace coffer::page
