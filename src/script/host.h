// What the runner knows of scripts: one goes in, an outcome comes back, and what it asks for meanwhile is
// answered.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "json/json.h"
#include "script/script.h"

namespace coffer::script {

enum class Event { kPrerequest, kTest };

// The response as scripts see it.
struct ScriptResponse {
  int code = 0;
  std::string reason;
  json::Array headers;  // [ { key, value } ]
  std::string body;     // bytes
  std::chrono::milliseconds took{0};
};

// One script, and the world that it sees. All JSON is of Postman's formats. Not owned: it must outlive the
// call.
struct ScriptJob {
  Event event = Event::kPrerequest;
  std::string_view source;        // JavaScript
  std::vector<std::string> path;  // pm.execution.location: collection, folders, item
  std::string owner;              // pm.execution.location.current: whose script it is
  std::string item_id, item_name;
  uint64_t iteration = 0, iterations = 1;    // from 0; of how many
  const json::Value* request = nullptr;      // collection format v2.1; never null
  const ScriptResponse* response = nullptr;  // null before there is one
  const json::Value* environment = nullptr;  // { id, name, values }; null: none. So the three below.
  const json::Value* globals = nullptr;
  const json::Value* collection_variables = nullptr;
  const json::Value* variables = nullptr;  // pm.variables' own layer, kept for the run
  const json::Value* data = nullptr;       // the row of the data file, an object; null: none
  json::Array cookies;                     // of the request's URL: [ { name, value, domain, path, … } ]
  std::chrono::milliseconds timeout{0};    // of the whole script, waiting included; 0: none
  std::stop_token stop;                    // another thread ends the script by it
};

// What a pm.sendRequest brought.
struct Answer {
  ScriptResponse response;
  json::Array cookies;
};

// What a script may ask for while it runs. Called from the thread that called ScriptHost::run(), one at a
// time. An error is what the script's callback or promise gets.
class ScriptCalls {
 public:
  virtual ~ScriptCalls() = default;
  virtual Result<Answer> send_request(const json::Value& request) = 0;  // pm.sendRequest
  virtual Result<Answer> run_request(std::string_view id,
                                     const json::Value& options) = 0;  // pm.execution.runRequest
  virtual Result<std::shared_ptr<const Secret>> vault_get(
      std::string_view name) = 0;  // pm.vault; null: there is none
  virtual Result<void> vault_set(std::string_view name, Secret value) = 0;
  virtual Result<void> vault_unset(std::string_view name) = 0;
  // pm.cookies.jar(): a method of tough-cookie's Store ("findCookie", "putCookie" …) with its arguments.
  virtual Result<json::Value> cookies(std::string_view method, const json::Array& arguments) = 0;
};

// Runs scripts, one after the other; one thread at a time. A host that cannot be started, or that died, says
// so as the error of the script (`ended`), and the next script gets a fresh one.
class ScriptHost {
 public:
  virtual ~ScriptHost() = default;
  // Begins to start what scripts need, without waiting for it.
  virtual void warm_up() = 0;
  virtual ScriptOutcome run(const ScriptJob& job, ScriptCalls& calls) = 0;
};

// More than this of a script's output is left out, and a last line says so: a script cannot fill the memory
// of Coffer.
inline constexpr size_t kMostAssertions = 10'000, kMostConsoleBytes = size_t{4} << 20;

}  // namespace coffer::script
