// The sandbox gives up everything that it does not need to run scripts. From here on the kernel is the
// boundary: the engine's own safety counts for nothing.
#pragma once

#include <sys/types.h>

#include <cstddef>

namespace coffer::script {

// Irrevocable, in a process of one thread. Closes all descriptors but kSandboxSocket; sets limits (`memory`:
// bytes of address space beyond what is mapped now); gives up all capabilities, dumps, and the right to gain
// privileges; leaves the namespaces of users, network and IPC and denies itself files (Landlock) where the
// kernel permits; and takes a filter of system calls last. Null, or the step that failed, which is one that
// scripts may not run without; errno says why.
const char* lock_down(size_t memory);

// The process is killed when the thread that started it ends (prctl(2), PR_SET_PDEATHSIG); at once where
// `parent` is gone already.
void die_with(pid_t parent);

}  // namespace coffer::script
