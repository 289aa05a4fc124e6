// What the sandbox does all its life: wait for frames and timers.
#pragma once

#include "script/sandbox/engine.h"

namespace coffer::script {

// Ends with the process, when Coffer closes the socket.
[[noreturn]] void run_event_loop(Engine& engine);

}  // namespace coffer::script
