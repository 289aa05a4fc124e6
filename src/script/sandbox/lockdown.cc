#include "script/sandbox/lockdown.h"

#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdio>

#include "script/frame.h"
#include "script/sandbox/landlock.h"
#include "script/sandbox/syscall_filter.h"

namespace coffer::script {
namespace {

bool close_descriptors() {
  return ::syscall(SYS_close_range, 0U, static_cast<unsigned>(kSandboxSocket - 1), 0U) == 0 &&
         ::syscall(SYS_close_range, static_cast<unsigned>(kSandboxSocket + 1), ~0U, 0U) == 0;
}

// Bytes of address space in use; 0 where that cannot be read.
size_t mapped_now() {
  std::FILE* const file = std::fopen("/proc/self/statm", "re");
  if (file == nullptr) return 0;
  size_t pages = 0;
  // NOLINTNEXTLINE(cert-err34-c): the kernel's own number fits
  if (std::fscanf(file, "%zu", &pages) != 1) pages = 0;
  std::fclose(file);
  return pages * static_cast<size_t>(::sysconf(_SC_PAGESIZE));
}

bool limit(__rlimit_resource resource, rlim_t value) {
  const rlimit wanted{value, value};
  return ::setrlimit(resource, &wanted) == 0;
}

// poll() refuses more descriptors than RLIMIT_NOFILE: it needs one.
bool set_limits(size_t memory) {
  const size_t mapped = mapped_now();
  return mapped > 0 && limit(RLIMIT_AS, mapped + memory) && limit(RLIMIT_CORE, 0) && limit(RLIMIT_NPROC, 0) &&
         limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, 1) && limit(RLIMIT_MEMLOCK, 0) &&
         limit(RLIMIT_MSGQUEUE, 0) && limit(RLIMIT_SIGPENDING, 0);
}

// Containers and some distributions refuse them to ordinary users; what else stands here holds without.
void leave_namespaces() { ::unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC); }

bool drop_capabilities() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  const __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {};
  return ::syscall(SYS_capset, &header, none) == 0;
}

}  // namespace

const char* lock_down(size_t memory) {
  const pid_t parent = ::getppid();
  if (!set_limits(memory)) return "limits";
  if (!close_descriptors()) return "descriptors";
  leave_namespaces();
  if (!drop_capabilities()) return "capabilities";
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return "privileges";
  deny_files();
  if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return "dumps";
  die_with(parent);  // again: a new user namespace has cleared it
  if (!filter_system_calls()) return "filter of system calls";
  return nullptr;
}

void die_with(pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  if (::getppid() != parent) ::_exit(kSandboxDone);
}

}  // namespace coffer::script
