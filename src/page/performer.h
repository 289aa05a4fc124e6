// Runs what stands in a place, as the command line does: one request for a send, many for a run.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "page/desk.h"
#include "page/place.h"
#include "page/send_memory.h"
#include "runner/runner.h"
#include "script/host.h"
#include "secrets/script_access.h"

namespace coffer::page {

// Thread-safe.
class Performer {
 public:
  // The desk is not owned; the functions are called by several threads at once.
  struct Parts {
    Desk* desk = nullptr;
    // Who is asked when scripts first want the vault; given the redactor of the session that they run in.
    // Null: nobody.
    std::function<std::unique_ptr<secrets::GrantPrompter>(const secrets::Redactor&)> make_grants;
    std::function<std::unique_ptr<script::ScriptHost>()> make_scripts;
    std::string version;  // Coffer's
  };
  explicit Performer(Parts parts) : parts_(std::move(parts)) {}

  // With the user's settings, the variables of the place, and what earlier sends left. `options`: how often,
  // how fast, until when; the rest is filled in. Errors of the vault come before anything is sent.
  Result<runner::RunSummary> run(const Place& place, OpenedSession& session, runner::RunOptions options,
                                 const std::vector<runner::Listener*>& listeners);

  Desk& desk() { return *parts_.desk; }
  SendMemory& memory() { return memory_; }
  const std::string& version() const { return parts_.version; }

 private:
  Parts parts_;
  SendMemory memory_;
};

}  // namespace coffer::page
