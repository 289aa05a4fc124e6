// How scripts are run: where the sandbox is, and its limits.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>

#include "base/clock.h"
#include "base/environment.h"

namespace coffer::script {

struct SandboxOptions {
  std::filesystem::path program;      // empty: coffer-sandbox in libexec/coffer beside this program's bin
  size_t memory = size_t{256} << 20;  // bytes that scripts may use beyond what the bare engine does
  std::chrono::milliseconds processor_time{60'000};  // per script
  std::string time_zone;                             // TZ, as scripts see it; empty: the machine's
  std::string locale;  // of Intl's defaults, as LC_ALL has it ("de_DE.UTF-8"); empty: en-US
  Clock* clock = &system_clock();
};

// As coffer's user has it: scripts see their time zone and language, as in Newman, and nothing else of the
// environment.
SandboxOptions sandbox_options(const Environment& environment);

}  // namespace coffer::script
