// What a process that will hold secrets does first.
#pragma once

namespace coffer {

// No core dumps, no ptrace by the user's other processes, no reading of /proc/self/mem by them
// (PR_SET_DUMPABLE, RLIMIT_CORE); raises the soft RLIMIT_MEMLOCK to the hard one; new files are private
// (umask 077). Never fails: what the kernel refuses is left as it was.
void harden_process();

}  // namespace coffer
