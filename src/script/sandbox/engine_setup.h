// The engine's first steps, before anything is locked.
#pragma once

#include <JavaScriptCore/JavaScript.h>

#include <cstddef>

namespace coffer::script {

// Sets the engine's options, makes a global object, and has the engine open what it will need later of the
// system: the time zone and the kernel's random numbers. To be called once, first of all. `memory` (bytes) is
// what the engine is to think the machine has, so that it collects garbage in time.
JSGlobalContextRef set_up_engine(size_t memory);

// The time zone as scripts see it: `wanted` (a TZ), or the machine's where that is empty. Afterwards no file
// is needed to know it.
void set_time_zone(const char* wanted);

}  // namespace coffer::script
