#include "base/hardening.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace coffer {

void harden_process() {
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  ::prctl(PR_SET_DUMPABLE, 0);
  rlimit lockable{};
  if (::getrlimit(RLIMIT_MEMLOCK, &lockable) == 0) {
    lockable.rlim_cur = lockable.rlim_max;
    ::setrlimit(RLIMIT_MEMLOCK, &lockable);
  }
  ::umask(077);
}

}  // namespace coffer
