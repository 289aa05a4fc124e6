// One item of a run: its pre-request scripts, its request, its test scripts.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "postman/request_builder.h"
#include "runner/events.h"
#include "runner/lane.h"

namespace coffer::runner {

struct ItemRun {
  ItemResult result;
  std::shared_ptr<const postman::PreparedRequest>
      prepared;           // what `result` points to; null where it does not
  bool tested = false;    // it came as far as its tests
  bool failed = false;    // in a way that --bail ends the run for
  bool overtime = false;  // the run's time ended its request
  bool next_set = false;  // a script said what comes next: the item of this name or id; nullopt: nothing
  std::optional<std::string> next;
  std::optional<script::ScriptResponse> response;  // as scripts see it, where they or the caller look at it
};

struct ItemPlace {
  const postman::PlacedItem& item;
  const std::string& id;
  size_t position = 0;         // in the iteration
  bool keep_response = false;  // for the caller
};

// In Newman's order: scripts of collection, folders and item; the request with what they changed, which is
// not kept; test scripts with the request as it was sent and its response, also where none came. Source:
// postman-runtime, item.command.js.
ItemRun run_item(Lane& lane, const ItemPlace& place);

}  // namespace coffer::runner
