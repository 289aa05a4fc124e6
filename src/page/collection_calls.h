// collections/… and links_file/trust: the collections of the folder, read and edited (spec 9.1).
#pragma once

#include "page/calls.h"
#include "page/collection_edit.h"
#include "page/desk.h"
#include "page/event_hub.h"
#include "page/folder.h"
#include "page/undo.h"

namespace coffer::page {

// Thread-safe. None is owned.
class CollectionCalls {
 public:
  CollectionCalls(Desk& desk, EventHub& events, Folder& folder, Undo& undo)
      : desk_(desk), events_(events), folder_(folder), undo_(undo) {}
  void add_to(Calls& calls);

 private:
  Answer read(const Arguments& arguments);
  Answer item(const Arguments& arguments);
  Answer save(const Arguments& arguments);
  Answer add(const Arguments& arguments);
  Answer remove(const Arguments& arguments);
  Answer move(const Arguments& arguments);
  Answer create(const Arguments& arguments);
  Answer trust(const Arguments& arguments);

  // Changes the file that the call is about, as it allows; the new digest.
  Result<std::string> change(const Arguments& arguments, const ChangeCollection& change);

  Desk& desk_;
  EventHub& events_;
  Folder& folder_;
  Undo& undo_;
};

}  // namespace coffer::page
