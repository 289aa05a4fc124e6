#include "script/sandbox/crash.h"

#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <new>

#include "script/frame.h"

namespace coffer::script {
namespace {

size_t probe = 0;  // bytes
alignas(16) char handler_stack[size_t{64} << 10];

// The engine ends itself by a signal when it gets no memory. A list that outgrows its place asks for twice as
// much: so where half of the limit is not to be had, that was most likely why.
void on_breakdown(int signal) {
  if (::mmap(nullptr, probe, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED)
    ::_exit(kSandboxOutOfMemory);
  ::raise(signal);  // SA_RESETHAND: without this handler
}

}  // namespace

void tell_out_of_memory_apart(size_t memory) {
  probe = memory / 2;
  std::set_new_handler([] { ::_exit(kSandboxOutOfMemory); });
  const stack_t stack{.ss_sp = handler_stack, .ss_flags = 0, .ss_size = sizeof handler_stack};
  ::sigaltstack(&stack, nullptr);
  struct sigaction action{};
  action.sa_handler = on_breakdown;
  action.sa_flags = static_cast<int>(SA_ONSTACK | SA_RESETHAND | SA_NODEFER);
  for (const int signal : {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE})
    ::sigaction(signal, &action, nullptr);
}

}  // namespace coffer::script
