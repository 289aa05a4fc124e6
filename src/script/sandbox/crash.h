// How the sandbox ends when the engine breaks down.
#pragma once

#include <cstddef>

namespace coffer::script {

// From here on a breakdown for want of memory (limit: `memory` bytes) is told apart from any other, by the
// exit status kSandboxOutOfMemory; any other ends the process by its signal, as without this.
void tell_out_of_memory_apart(size_t memory);

}  // namespace coffer::script
