// What Coffer says to the sandbox, as JSON (docs/script-protocol.md).
#pragma once

#include <cstdint>
#include <string>

#include "base/error.h"
#include "json/json.h"
#include "script/host.h"

namespace coffer::script {

// The body of the response goes as the frame's blob.
std::string run_frame(const ScriptJob& job);

// Answers to `call`.
std::string answer_frame(uint64_t call);
std::string answer_frame(uint64_t call, const Error& error);
std::string answer_frame(uint64_t call, const Answer& answer);  // without the body: the blob
std::string answer_frame(uint64_t call, const json::Value& result);
std::string answer_not_found(uint64_t call);

}  // namespace coffer::script
