#include "script/sandbox/testing/native_attempts.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <functional>
#include <map>

extern char** environ;

namespace coffer::script::testing {
namespace {

char bytes[4096];
iovec here{bytes, sizeof bytes};

long connect_to(int family) {
  const int fd = ::socket(family, SOCK_STREAM, 0);
  if (fd < 0) return -1;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(80);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address);
}

long run_program(const char* path) {
  char* const words[] = {const_cast<char*>(path), nullptr};
  char* const none[] = {nullptr};
  return ::execve(path, words, none);
}

// An x32 call's number: the filter must not take it for the 64-bit one.
long x32_call() { return ::syscall(0x40000000L | SYS_getpid); }

long make_executable() {
  void* const page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return page == MAP_FAILED ? -1 : ::mprotect(page, 4096, PROT_READ | PROT_EXEC);
}

long map_executable() {
  void* const page =
      ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return page == MAP_FAILED ? -1 : 0;
}

long raise_limit() {
  const rlimit more{RLIM_INFINITY, RLIM_INFINITY};
  return ::setrlimit(RLIMIT_AS, &more);
}

// A second socket's worth of rights: to pass or to get descriptors.
long receive_message() {
  char control[256];
  msghdr message{};
  message.msg_iov = &here;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  return ::recvmsg(3, &message, MSG_DONTWAIT);
}

const std::map<std::string, std::function<long(long)>>& attempts() {
  static const std::map<std::string, std::function<long(long)>> all{
      {"open", [](long) -> long { return ::open("/etc/passwd", O_RDONLY); }},
      {"create", [](long) -> long { return ::open("/tmp/coffer-escaped", O_WRONLY | O_CREAT, 0600); }},
      {"openat2", [](long) { return ::syscall(SYS_openat2, AT_FDCWD, "/etc/passwd", bytes, 24); }},
      {"unlink", [](long) -> long { return ::unlink("/tmp/coffer-escaped"); }},
      {"read", [](long fd) -> long { return ::read(static_cast<int>(fd), bytes, 1); }},
      {"write", [](long fd) -> long { return ::write(static_cast<int>(fd), bytes, 1); }},
      {"socket", [](long) { return connect_to(AF_INET); }},
      {"socket6", [](long) { return connect_to(AF_INET6); }},
      {"unix", [](long) { return connect_to(AF_UNIX); }},
      {"netlink", [](long) -> long { return ::socket(AF_NETLINK, SOCK_RAW, 0); }},
      {"socketpair",
       [](long) {
         int pair[2];
         return static_cast<long>(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
       }},
      {"sendto", [](long) { return static_cast<long>(::send(3, bytes, 1, MSG_DONTWAIT)); }},
      {"recvmsg", [](long) { return receive_message(); }},
      {"exec", [](long) { return run_program("/bin/sh"); }},
      {"execveat", [](long) { return ::syscall(SYS_execveat, AT_FDCWD, "/bin/sh", nullptr, nullptr, 0); }},
      {"fork", [](long) -> long { return ::fork(); }},
      {"vfork", [](long) { return ::syscall(SYS_clone, CLONE_VM | CLONE_VFORK | SIGCHLD, 0, 0, 0, 0); }},
      {"thread",
       [](long) { return ::syscall(SYS_clone, CLONE_VM | CLONE_THREAD | CLONE_SIGHAND, 0, 0, 0, 0); }},
      {"clone3", [](long) { return ::syscall(SYS_clone3, bytes, 88); }},
      {"ptrace", [](long pid) { return ::ptrace(PTRACE_ATTACH, static_cast<pid_t>(pid), nullptr, nullptr); }},
      {"process_vm_readv",
       [](long pid) {
         return static_cast<long>(::process_vm_readv(static_cast<pid_t>(pid), &here, 1, &here, 1, 0));
       }},
      {"process_vm_writev",
       [](long pid) {
         return static_cast<long>(::process_vm_writev(static_cast<pid_t>(pid), &here, 1, &here, 1, 0));
       }},
      {"kill", [](long pid) -> long { return ::kill(static_cast<pid_t>(pid), SIGKILL); }},
      {"tgkill", [](long pid) { return ::syscall(SYS_tgkill, pid, pid, SIGKILL); }},
      {"tkill", [](long pid) { return ::syscall(SYS_tkill, pid, SIGKILL); }},
      {"kill_group", [](long) -> long { return ::kill(0, SIGTERM); }},
      {"pidfd_open", [](long pid) { return ::syscall(SYS_pidfd_open, pid, 0); }},
      {"pidfd_getfd", [](long) { return ::syscall(SYS_pidfd_getfd, 3, 0, 0); }},
      {"rlimit_of_parent",
       [](long pid) {
         return static_cast<long>(::prlimit(static_cast<pid_t>(pid), RLIMIT_AS, nullptr, nullptr));
       }},
      {"raise_limit", [](long) { return raise_limit(); }},
      {"mprotect_exec", [](long) { return make_executable(); }},
      {"mmap_exec", [](long) { return map_executable(); }},
      {"memfd", [](long) { return static_cast<long>(::memfd_create("x", 0)); }},
      {"shm", [](long) { return static_cast<long>(::shmget(1, 4096, IPC_CREAT | 0600)); }},
      {"mount", [](long) { return static_cast<long>(::mount("none", "/tmp", "tmpfs", 0, nullptr)); }},
      {"unshare", [](long) { return static_cast<long>(::unshare(CLONE_NEWUSER)); }},
      {"setns", [](long) { return static_cast<long>(::setns(3, 0)); }},
      {"chroot", [](long) { return static_cast<long>(::chroot("/tmp")); }},
      {"setuid", [](long) { return static_cast<long>(::setuid(0)); }},
      {"io_uring", [](long) { return ::syscall(SYS_io_uring_setup, 4, bytes); }},
      {"bpf", [](long) { return ::syscall(SYS_bpf, 0, bytes, 64); }},
      {"perf", [](long) { return ::syscall(SYS_perf_event_open, bytes, 0, -1, -1, 0); }},
      {"userfaultfd", [](long) { return ::syscall(SYS_userfaultfd, 0); }},
      {"keyctl", [](long) { return ::syscall(SYS_keyctl, 0, -3, 0); }},
      {"seccomp", [](long) { return static_cast<long>(::prctl(PR_SET_SECCOMP, 0, 0, 0, 0)); }},
      {"dumpable", [](long) { return static_cast<long>(::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)); }},
      {"outlive", [](long) { return static_cast<long>(::prctl(PR_SET_PDEATHSIG, 0, 0, 0, 0)); }},
      {"setsid", [](long) { return static_cast<long>(::setsid()); }},
      {"x32", [](long) { return x32_call(); }},
      // Rubbish on the socket: a header of 4 GiB, half a frame, a frame that is no JSON.
      {"huge_header", [](long) -> long { return ::write(3, "\xff\xff\xff\xff\xff\xff\xff\xff", 8); }},
      {"half_frame", [](long) -> long { return ::write(3, "\x40\0\0\0\0\0\0\0{\"type\"", 15); }},
      {"no_json", [](long) -> long { return ::write(3, "\x04\0\0\0\0\0\0\0{{{{", 12); }},
      // What works, so that a "no" above means something.
      {"getpid", [](long) { return ::syscall(SYS_getpid); }},
  };
  return all;
}

// "NAME=value …" of the process as it is now.
std::string environment() {
  std::string all;
  for (char** each = environ; each != nullptr && *each != nullptr; ++each) all += std::string(*each) + " ";
  return all;
}

}  // namespace

std::string native_attempt(const std::string& name, long number) {
  if (name == "environment") return environment();
  if (name == "abort") ::abort();
  if (name == "segv") ::raise(SIGSEGV);
  if (name == "exit") ::_exit(static_cast<int>(number));
  const auto found = attempts().find(name);
  if (found == attempts().end()) return "no such attempt";
  errno = 0;
  return found->second(number) >= 0 ? "done" : ::strerrorname_np(errno);
}

}  // namespace coffer::script::testing
