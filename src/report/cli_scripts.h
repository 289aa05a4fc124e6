// What scripts printed and asserted, on a terminal. Source: newman/lib/reporters/cli.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/failures.h"
#include "report/style.h"
#include "runner/events.h"

namespace coffer::report {

struct ScriptLines {
  bool assertions = true, successes = true, console = true;
};

// What lines begin with where times are wanted; else empty.
struct Stamps {
  std::string request;  // with the date
  std::string line;     // of assertions and boxes of console lines
};

// Prints one item's scripts of one event: the requests that they sent, what they printed, what they asserted.
// `first_failure` is the number of the first failure among them.
class ScriptPrinter {
 public:
  ScriptPrinter(const Style& style, const ScriptLines& lines, Stamps stamps, uint64_t first_failure)
      : style_(style), lines_(lines), stamps_(std::move(stamps)), failure_(first_failure) {}

  void add(const runner::ScriptRun& run);
  std::string take();  // all that was added

 private:
  void print(const runner::ScriptRequest& request);
  void print(const script::ConsoleLine& line);
  void print(const script::Assertion& assertion);
  void print(const script::ScriptError& error, std::string_view listen);
  void close_box();
  std::string clock_text(std::string_view indent) const;

  const Style& style_;
  const ScriptLines lines_;
  const Stamps stamps_;
  uint64_t failure_ = 1;
  std::string box_level_;  // of the line above; empty: no box is open
  std::string out_;
};

// "Attempting to set next request to …", where a script after the request did so; else empty.
std::string next_request_line(const runner::ItemResult& result, const Style& style);

}  // namespace coffer::report
