// The global object that scripts run in, and the functions that its runtime is given
// (docs/script-protocol.md, "Between engine and runtime").
#pragma once

#include <JavaScriptCore/JavaScript.h>

#include <set>
#include <string>

#include "script/sandbox/parts.h"
#include "script/sandbox/timers.h"
#include "script/sandbox/wire.h"

namespace coffer::script {

// One in a process: JavaScriptCore's callbacks carry no pointer to find another by. Promise jobs run whenever
// one of these functions leaves JavaScript.
class Engine {
 public:
  Engine(JSGlobalContextRef context, SandboxParts parts);
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // Evaluates the main bundle; false where that throws: an `error` frame has said what.
  bool start();
  void on_frame(IncomingFrame frame);
  void on_timer(uint64_t id);
  Timers& timers() { return timers_; }
  // `done` is kept until the jobs of this turn have run: a script whose jobs never end is not done. What
  // comes while no script runs is dropped.
  void send(std::string json, std::string_view blob);

  // What the functions of `__coffer` work on.
  static Engine& of_process();
  JSValueRef load(const std::string& name, JSValueRef* exception);
  JSObjectRef compile(const struct CompileRequest& request, JSValueRef* exception);
  // Tells the runtime of an error that nothing caught; where it does not listen, Coffer.
  void uncaught(JSValueRef error, bool rejection);

 private:
  JSObjectRef make_table();
  void take_handlers();
  bool evaluate(std::string_view name, std::string_view source, JSValueRef* exception);
  void flush();
  void call(JSObjectRef handler, size_t count, const JSValueRef* arguments);
  void report(JSValueRef error);

  JSGlobalContextRef context_;
  SandboxParts parts_;
  Timers timers_;
  std::set<std::string> loaded_;
  std::string done_;  // kept; empty: none
  bool running_ = false;
  JSObjectRef table_ = nullptr;           // `__coffer`
  JSObjectRef async_function_ = nullptr;  // the constructor of async functions
  JSObjectRef on_frame_ = nullptr, on_timer_ = nullptr, on_error_ = nullptr;
};

}  // namespace coffer::script
