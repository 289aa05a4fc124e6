// What happens in a run, in order: reports, the console and the page listen.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "http/message.h"
#include "postman/collection.h"
#include "postman/request_builder.h"
#include "script/host.h"
#include "secrets/secret_source.h"

namespace coffer::runner {

// A secret as the console shows it (spec 7.3): names, never values.
struct ResolvedReference {
  std::string name, source;
  bool cached = false;
  std::chrono::milliseconds took{0};
  std::string snapshot = {};  // as secrets::ResolvedSecret's
};

// One hop: the request as it may be shown, and what came back. Everything in it is redacted already.
struct Exchange {
  std::string method, url;
  http::Headers request_headers;
  std::optional<std::string> request_body;  // text as it may be shown; nullopt for none and for files
  uint64_t request_body_size = 0;
  int status = 0;  // 0: no response came
  std::string reason, http_version;
  http::Headers response_headers;
  http::Timings timings;
  uint64_t response_size = 0, wire_size = 0;  // of the body: after and before decompression
  std::string remote_address;
  std::optional<std::string>
      note;  // "header X-Key not sent on: {{vault:key}} may not go to https://evil.example"
};

// A request of pm.sendRequest or pm.execution.runRequest. Redacted, as an item's own is.
struct ScriptRequest {
  std::string method, url;  // also where nothing was sent
  std::vector<ResolvedReference> references;
  std::vector<Exchange> exchanges;
  std::optional<Error> error;
  bool reference_failed = false;
};

// One script of an item, run. Everything in `outcome` that may be shown is redacted; scopes and request are
// not in it.
struct ScriptRun {
  script::Event event = script::Event::kPrerequest;
  std::string owner;  // the collection, folder or item that it stands in
  std::string id;     // its own, or empty
  script::ScriptOutcome outcome;
  std::vector<ScriptRequest> requests = {};  // that it made, in order
};

// One item, sent: all hops, the last one's body (redacted; up to a bound), or why it failed; and its scripts.
struct ItemResult {
  const postman::PlacedItem* item = nullptr;
  const postman::PreparedRequest* prepared = nullptr;  // null where the template itself was at fault
  uint64_t iteration = 0, iterations = 1;              // from 0; of how many
  uint64_t position = 0, items = 1;                    // within the iteration, from 0; of how many
  std::string execution_id;                            // a UUID, as Newman's cursor.ref
  std::vector<ResolvedReference> references;
  std::vector<Exchange> exchanges;  // empty: nothing was sent
  std::string response_body;
  bool body_cut = false;          // response_body is only the beginning
  std::optional<Error> error;     // of the first thing that failed
  std::string failed_reference;   // its name, where `error` is about a reference that did not resolve
  bool reference_failed = false;  // `error` is of resolving: spec 8.4's status 3 or 4, whatever the code
  std::vector<std::string> warnings;
  std::vector<ScriptRun> scripts;  // in the order in which they ran
  bool skipped = false;            // by pm.execution.skipRequest()
  bool requested = true;           // false: it was skipped, or a script's failure ended the run before
  std::chrono::milliseconds took{0};
};

struct RunSummary {
  std::string collection_name, collection_id;
  uint64_t iterations = 0, items = 0, requests = 0, failed_requests = 0;
  uint64_t tested = 0;  // items that came as far as their tests: not skipped, not ended before by --bail
  uint64_t assertions = 0, failed_assertions = 0, skipped_assertions = 0;
  uint64_t prerequest_scripts = 0, failed_prerequest_scripts = 0, test_scripts = 0, failed_test_scripts = 0;
  uint64_t skipped = 0;          // items that a script skipped
  uint64_t unresolved = 0;       // requests that failed for a reference …
  uint64_t unauthenticated = 0;  // … and those of them that authenticating would mend
  uint64_t received_bytes = 0;
  uint64_t responses = 0;
  WallTime started{}, completed{};
  double response_average = 0, response_min = 0, response_max = 0, response_deviation = 0;  // ms
  std::chrono::milliseconds response_total{0};
  // The scopes as scripts left them, each Postman's { "id", "name", "values" }. Not redacted.
  json::Value environment, globals, collection_variables;
  bool stopped_early = false;  // --bail, --timeout, Ctrl-C
  std::optional<Error> error;  // of the run itself
};

// 130 for a run that Ctrl-C stopped, as shells have it (128 + SIGINT). Spec 8.4: 4 over 3 over 1; 0 where
// no request, assertion or script failed.
int exit_status(const RunSummary& summary);

// Called from the run's thread, in order. An object stays valid during the call only; the collection and its
// items stay valid until run_finished() returned.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void run_started(const postman::Collection&, uint64_t /*iterations*/) {}
  virtual void iteration_started(uint64_t) {}
  virtual void item_started(const postman::PlacedItem&, uint64_t /*iteration*/) {}
  virtual void item_finished(const ItemResult&) {}
  virtual void run_finished(const RunSummary&) {}
};

}  // namespace coffer::runner
