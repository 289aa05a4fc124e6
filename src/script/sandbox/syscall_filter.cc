#include "script/sandbox/syscall_filter.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/futex.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <vector>

#include "script/frame.h"

namespace coffer::script {
namespace {

#if defined(__x86_64__)
constexpr uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
#error "the script sandbox has a list of system calls for x86-64 and aarch64 only"
#endif

constexpr uint32_t kAllow = SECCOMP_RET_ALLOW;
constexpr uint32_t kKill = SECCOMP_RET_KILL_PROCESS;
constexpr uint32_t kRefuse = SECCOMP_RET_ERRNO | EPERM;

// Both machines are little-endian: the low half of an argument comes first.
constexpr uint32_t low_half(unsigned argument) {
  return static_cast<uint32_t>(offsetof(seccomp_data, args) + argument * sizeof(uint64_t));
}

constexpr sock_filter load(uint32_t offset) { return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset); }
constexpr sock_filter verdict(uint32_t value) { return BPF_STMT(BPF_RET | BPF_K, value); }
// Skips `otherwise` instructions unless the loaded word is `value`.
constexpr sock_filter unless(uint32_t value, uint8_t otherwise) {
  return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, otherwise);
}

// Whatever their arguments.
constexpr long kAlways[] = {
    SYS_brk,
    SYS_clock_getres,
    SYS_clock_gettime,
    SYS_clock_nanosleep,
    SYS_exit,
    SYS_exit_group,
    SYS_getpid,
    SYS_getrandom,
    SYS_gettid,
    SYS_gettimeofday,
    SYS_madvise,
    SYS_mremap,
    SYS_munmap,
    SYS_nanosleep,
    SYS_ppoll,
    SYS_restart_syscall,
    SYS_rt_sigprocmask,
    SYS_rt_sigreturn,
    SYS_sched_yield,
    SYS_sigaltstack,
};

// Refused as if there were nothing there: glibc, ICU and the engine ask these now and then, and go on without
// an answer.
constexpr long kRefused[] = {
    SYS_close,
    SYS_faccessat,
    SYS_faccessat2,
    SYS_fcntl,
    SYS_fstat,
    SYS_getcwd,
    SYS_getrusage,
    SYS_ioctl,
    SYS_lseek,
    SYS_membarrier,
    SYS_newfstatat,
    SYS_openat,
    SYS_pread64,
    SYS_prlimit64,
    SYS_readlinkat,
    SYS_rt_sigaction,
    SYS_sched_getaffinity,
    SYS_statx,
    SYS_sysinfo,
    SYS_uname,
#if defined(__x86_64__)
    SYS_access,
    SYS_getrlimit,
    SYS_lstat,
    SYS_open,
    SYS_readlink,
    SYS_stat,
    SYS_time,
#endif
};

class Program {
 public:
  // Begins with the machine: the numbers below are this one's.
  Program() {
    add({load(offsetof(seccomp_data, arch)), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 1, 0),
         verdict(kKill), load(offsetof(seccomp_data, nr))});
  }

  void always(long number, uint32_t then) { add({unless(word(number), 1), verdict(then)}); }

  // `then` where the argument is `value`, `otherwise` where not.
  void where_equal(long number, unsigned argument, uint32_t value, uint32_t then, uint32_t otherwise) {
    add({unless(word(number), 4), load(low_half(argument)), unless(value, 1), verdict(then),
         verdict(otherwise)});
  }

  // futex(2): only to wait and to wake, which is what locks are made of.
  void futex() {
    constexpr uint32_t kOperations[] = {FUTEX_WAIT, FUTEX_WAKE, FUTEX_WAIT_BITSET, FUTEX_WAKE_BITSET};
    constexpr uint32_t kOperation = static_cast<uint32_t>(FUTEX_CMD_MASK);
    add({unless(SYS_futex, 3 + 2 * std::size(kOperations)), load(low_half(1)),
         BPF_STMT(BPF_ALU | BPF_AND | BPF_K, kOperation)});
    for (const uint32_t each : kOperations) add({unless(each, 1), verdict(kAllow)});
    add({verdict(kRefuse)});
  }

  // kRefuse where the argument has one of `bits`, else allowed.
  void without_bits(long number, unsigned argument, uint32_t bits) {
    add({unless(word(number), 4), load(low_half(argument)), BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, 0, 1),
         verdict(kRefuse), verdict(kAllow)});
  }

  bool install() {
    add({verdict(kKill)});
    const sock_fprog program{static_cast<unsigned short>(steps_.size()), steps_.data()};
    return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
  }

 private:
  static uint32_t word(long number) { return static_cast<uint32_t>(number); }
  void add(std::initializer_list<sock_filter> steps) { steps_.insert(steps_.end(), steps); }

  std::vector<sock_filter> steps_;
};

}  // namespace

// On x86-64 the calls of the x32 machine bear other numbers, and so end the process.
bool filter_system_calls() {
  Program program;
  constexpr auto kSocket = static_cast<uint32_t>(kSandboxSocket);
  for (const long each : {SYS_read, SYS_readv, SYS_write, SYS_writev})
    program.where_equal(each, 0, kSocket, kAllow, kRefuse);
  program.without_bits(SYS_mprotect, 2, PROT_EXEC);
  // Memory only, no file; its descriptor does not matter then. Not executable.
  program.without_bits(SYS_mmap, 2, PROT_EXEC);
  program.futex();
  // So that abort() ends the process as it says; to itself only.
  program.where_equal(SYS_tgkill, 0, static_cast<uint32_t>(::getpid()), kAllow, kKill);
  for (const long each : kAlways) program.always(each, kAllow);
  for (const long each : kRefused) program.always(each, kRefuse);
  return program.install();
}

}  // namespace coffer::script
