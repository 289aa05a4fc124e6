// folder/… and files/…: which folder is open, what is in it, and which others there are (spec 9.1). The calls
// about what is in the files come with it.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>

#include "page/calls.h"
#include "page/collection_calls.h"
#include "page/desk.h"
#include "page/environment_calls.h"
#include "page/event_hub.h"
#include "page/folder.h"
#include "page/folder_listing.h"
#include "page/import_calls.h"
#include "page/recent_folders.h"
#include "page/undo.h"

namespace coffer::page {

// Thread-safe. None is owned.
class FolderCalls {
 public:
  FolderCalls(Desk& desk, EventHub& events, Folder& folder);
  void add_to(Calls& calls);

  // The folder to begin with: the one that was asked for; else `current`, if a collection is in it; else the
  // one that was open last, if any. kInvalidArgument ("folder") for one that was asked for and is none.
  Result<void> open_first(const std::optional<std::filesystem::path>& asked,
                          const std::filesystem::path& current);

  // Another text whenever something in the folder, or what the user said of it, has changed: for the watch,
  // and for its thread alone. A large folder is looked at less often.
  std::string fingerprint();

 private:
  Answer state();
  Answer browse(const Arguments& arguments);
  Answer open(const Arguments& arguments);
  Answer remove(const Arguments& arguments);
  Answer restore(const Arguments& arguments);

  Desk& desk_;
  EventHub& events_;
  Folder& folder_;
  Undo undo_;
  RecentFolders recent_;
  FolderListing listing_;
  CollectionCalls collections_;
  EnvironmentCalls environments_;
  ImportCalls imports_;
  std::string fingerprint_;
  std::chrono::nanoseconds next_look_{0};
};

}  // namespace coffer::page
