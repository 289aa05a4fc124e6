// The list of system calls that scripts can bring the engine to make (seccomp(2)).
#pragma once

namespace coffer::script {

// From here on the kernel does what a running engine needs: memory (never executable), the socket, clocks,
// random numbers, the end. What a C library tries by the way (opening a file, asking for a limit) fails with
// EPERM; anything else ends the process. false: the kernel does not take the filter. PR_SET_NO_NEW_PRIVS must
// be set.
bool filter_system_calls();

}  // namespace coffer::script
