// Landlock: no files, and what else the kernel's version of it knows (landlock(7)).
#pragma once

namespace coffer::script {

// From here on the process opens, makes, removes and runs no file, binds and connects no TCP port, and
// reaches no abstract socket and no process outside. Without effect on kernels without Landlock.
// PR_SET_NO_NEW_PRIVS must be set.
void deny_files();

}  // namespace coffer::script
