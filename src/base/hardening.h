// What a process that will hold secrets does first.
#pragma once

#include <string_view>

namespace coffer {

// No core dumps, no ptrace by the user's other processes, no reading of /proc/self/mem by them
// (PR_SET_DUMPABLE, RLIMIT_CORE); raises the soft RLIMIT_MEMLOCK to the hard one; new files are private
// (umask 077). Never fails: what the kernel refuses is left as it was.
void harden_process();

// Takes the variables that hold secrets of Coffer's own (the vault key, AWS credentials, an MFA code) out of
// the process's environment, and overwrites them where they stood: they are in no child's environment, nor in
// /proc/PID/environ. Call it when Environment::from_process() has read them, before any thread is started.
void wipe_secret_variables();
// The same for one variable. Not while other threads read the environment.
void wipe_variable(std::string_view name);

}  // namespace coffer
