// Why Coffer ended a script, in words.
#pragma once

#include <string_view>

#include "base/error.h"
#include "script/sandbox_options.h"

namespace coffer::script {

Error out_of_processor_time(const SandboxOptions& options);
Error out_of_memory(const SandboxOptions& options);
// The sandbox ended by itself; `status` is waitpid's.
Error ended_by_itself(int status, const SandboxOptions& options);
// It said something that the protocol does not know; `what` quotes nothing of it.
Error broke_protocol(std::string_view what);
// It ended, or did something else, before it was ready; `said` is what it said of that, or empty.
Error not_ready(const Error& why, std::string_view said);

}  // namespace coffer::script
