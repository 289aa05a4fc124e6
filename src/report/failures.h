// What failed in an item, each thing by itself, as Newman counts failures.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runner/events.h"

namespace coffer::report {

struct Failure {
  std::string name;  // "AssertionError", "TypeError"; of a request the code of the error: "network"
  std::string test;  // the assertion's name; else empty
  std::string message;
  std::string mend;                        // of a request: how to go on; may be empty
  std::string stack;                       // JavaScript's, begun with name and message; of a request empty
  std::string at;                          // "assertion:1 in test-script", "prerequest-script", "request"
  std::string line;                        // ":3:7", where in the script; may be empty
  const runner::ScriptRun* run = nullptr;  // null: the item's request failed. Not owned, as the next
  const script::Assertion* assertion = nullptr;    // null: not an assertion
  const runner::ScriptRequest* request = nullptr;  // that a script sent, if that is what failed
};

// In the order in which they came: of the scripts before the request, of the request, of the scripts after
// it.
std::vector<Failure> failures_of(const runner::ItemResult& result);
bool has_failed(const runner::ItemResult& result);
bool failed(const script::Assertion& assertion);

// "prerequest", "test": as collections name the events.
std::string_view listen_of(const runner::ScriptRun& run);
// "TypeError: boom" with the frames below it, as far as they are known.
std::string stack_text(const script::ScriptError& error);
// The error of an assertion that failed, completed as Newman completes it.
script::ScriptError assertion_error(const script::Assertion& assertion);

}  // namespace coffer::report
