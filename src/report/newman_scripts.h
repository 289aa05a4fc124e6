// What scripts did, as Newman's JSON export has it, and as our own member `coffer` tells more.
#pragma once

#include <string>

#include "base/clock.h"
#include "crypto/random.h"
#include "json/json.h"
#include "report/failures.h"
#include "runner/events.h"

namespace coffer::report {

// Ids and times of errors are made as they are written.
struct ErrorStamp {
  std::string id;
  WallTime time{};
};

// Of all scripts of the item, in order: [ { assertion, skipped, error? } ]; empty where there are none.
json::Array assertions_json(const runner::ItemResult& result);
// [ { error } ] of the scripts of one event that threw or were ended.
json::Array script_errors_json(const runner::ItemResult& result, script::Event event, crypto::Random& random,
                               const Clock& clock);
// The member `error` of a failure of an assertion or a script.
json::Object failure_error_json(const Failure& failure, const ErrorStamp& stamp);
// The request of a script that failed, as the member `source.request` of the failure has it.
json::Object script_request_json(const runner::ScriptRequest& request);
// [ { event, owner, id, milliseconds, requests, console, visualizer? } ]
json::Array scripts_json(const runner::ItemResult& result);

}  // namespace coffer::report
