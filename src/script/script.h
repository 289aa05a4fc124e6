// A script of a collection, and what comes of running it. All of it is public text but for what an answer
// carries.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "http/message.h"
#include "json/json.h"

namespace coffer::script {

// An error as JavaScript has it.
struct ScriptError {
  std::string name;     // "TypeError"
  std::string message;  // may be empty
  std::string
      stack;  // with the script's own lines: "at prerequest script of Folder / Request:3:7"; may be empty
};

// One pm.test, or one member of the older `tests` object.
struct Assertion {
  std::string name;
  uint64_t index = 0;  // within its script, as pm.test.index() counts
  bool passed = false, skipped = false, async = false;
  std::optional<ScriptError> error;
};

struct ConsoleLine {
  std::string level;              // "log", "info", "warn", "error", "debug", "clear"
  std::vector<std::string> args;  // each as Node's util.inspect shows it; a string argument as it is
};

// pm.visualizer.set: kept in the reports. `data` and `options` are JSON.
struct Visualizer {
  std::string template_text;
  json::Value data, options;
};

// One run of one script. A scope is in it only if the script changed it, whole, as Postman's
// { "id", "name", "values": [ { key, value, type, enabled } ] }.
struct ScriptOutcome {
  std::vector<Assertion> assertions;  // in order; bounded, see kMostAssertions
  std::vector<ConsoleLine> console;   // in order; bounded, see kMostConsoleBytes
  std::optional<ScriptError> error;   // what the script threw, or why it was ended
  bool ended = false;                 // by Coffer: too long, too much memory, or the sandbox died
  std::optional<json::Value> environment, globals, collection_variables, variables;
  std::optional<json::Value>
      request;                    // pm.request, if the script changed it: a request of collection format v2.1
  bool skip_request = false;      // pm.execution.skipRequest()
  bool next_request_set = false;  // pm.execution.setNextRequest() was called …
  std::optional<std::string> next_request;  // … with this name or id; nullopt: null
  std::optional<Visualizer> visualizer;
  std::chrono::nanoseconds took{0};
};

}  // namespace coffer::script
