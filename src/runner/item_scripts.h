// The scripts of one item, run.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "json/json.h"
#include "postman/collection.h"
#include "runner/events.h"
#include "runner/lane.h"
#include "script/host.h"

namespace coffer::runner {

// What the scripts of one event see, and what they leave.
struct ScriptScene {
  const postman::PlacedItem& item;
  const std::string& item_id;
  json::Value request;  // a script may change it, for the next one and the send
  bool request_changed = false;
  const script::ScriptResponse* response = nullptr;  // null before there is one
  json::Array cookies = {};
  bool skip = false;      // pm.execution.skipRequest(): no further script, no request
  bool failed = false;    // in a way that --bail ends the run for
  bool next_set = false;  // pm.execution.setNextRequest(): the last call counts
  std::optional<std::string> next = {};
};

// Runs an item's scripts for `event` in Newman's order, each with what the ones before it left, and adds what
// they did, redacted, to `result.scripts`. A script that fails ends neither the item nor the others, unless
// --bail says so. Nothing where the lane runs no scripts. Source: postman-runtime, event.command.js.
void run_scripts(Lane& lane, script::Event event, ScriptScene& scene, ItemResult& result);

}  // namespace coffer::runner
