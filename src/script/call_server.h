// Answers what a script asks for.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "json/json.h"
#include "script/host.h"

namespace coffer::script {

// The answer's JSON and blob. What the blob shows lies in one of the two below.
struct Reply {
  std::string json;
  std::string body;
  std::shared_ptr<const Secret> value;
};

// `call` is a frame of that type, `blob` what came with it. kMalformed where it is none that the protocol
// knows; what ScriptCalls says no to is a reply. `refused`: no call is made, and this is the answer.
Result<Reply> serve_call(const json::Value& call, Secret blob, ScriptCalls& calls, const Error* refused);

}  // namespace coffer::script
