#include "cli/signals.h"

#include <signal.h>
#include <sys/signalfd.h>

namespace coffer::cli {

FileDescriptor take_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int each : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, each);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return FileDescriptor(::signalfd(-1, &signals, SFD_CLOEXEC));
}

}  // namespace coffer::cli
