// What iterations that run one after the other share.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "http/cookies.h"
#include "postman/collection.h"
#include "runner/run_control.h"
#include "runner/run_items.h"
#include "runner/run_state.h"
#include "runner/runner.h"
#include "runner/vault_gate.h"
#include "script/host.h"

namespace coffer::runner {

// A run has one; a run of parallel iterations one a worker. None of what it points to is owned.
struct Lane {
  const Parts& parts;
  const RunOptions& options;
  const RunItems& items;
  const RunItems& everything;  // of the collection, also what --folder leaves out
  RunControl& control;
  VaultGate& vault;
  script::ScriptHost* scripts;  // null: scripts are not run
  http::CookieJar& cookies;
  SendSettings settings;
  RunState state;
  // Hosts for the scripts of requests that a script runs: one for each level.
  std::vector<std::unique_ptr<script::ScriptHost>> inner_hosts = {};
  size_t depth = 0;  // how many scripts wait for such a request now
  uint64_t iteration = 0;
  bool started = false;  // its first item has been run: --delay-request goes before every other
};

}  // namespace coffer::runner
