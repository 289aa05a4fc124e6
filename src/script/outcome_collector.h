// What a script says on its way, made its outcome.
#pragma once

#include <string_view>

#include "json/json.h"
#include "script/host.h"

namespace coffer::script {

// Bounded, as kMostAssertions and kMostConsoleBytes have it. The sandbox is not believed: members of another
// kind than the protocol's are left out.
class OutcomeCollector {
 public:
  // Frames by their type.
  void console(const json::Value& frame);
  void assertion(const json::Value& frame);
  void error(const json::Value& frame);
  void done(json::Value frame);
  // Coffer ended it.
  void end(const Error& why);

  ScriptOutcome take();

 private:
  void set_error(ScriptError error);
  void add_line(ConsoleLine line);
  void say_what_is_left_out();

  ScriptOutcome outcome_;
  size_t console_bytes_ = 0;
  size_t lines_left_out_ = 0, assertions_left_out_ = 0, failures_left_out_ = 0;
};

// { name, message, stack } of the member `error` of a frame; nullopt where there is none.
std::optional<ScriptError> read_error(const json::Value& frame);

}  // namespace coffer::script
