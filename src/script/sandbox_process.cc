#include "script/sandbox_process.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <memory>
#include <system_error>
#include <thread>

#include "script/frame.h"

namespace coffer::script {
namespace {

namespace fs = std::filesystem;

constexpr int kMomentToEnd = 2000;  // ms

class FileActions {
 public:
  FileActions() { ::posix_spawn_file_actions_init(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  ~FileActions() { ::posix_spawn_file_actions_destroy(&actions_); }
  posix_spawn_file_actions_t* get() { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

class Attributes {
 public:
  Attributes() { ::posix_spawnattr_init(&attributes_); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  ~Attributes() { ::posix_spawnattr_destroy(&attributes_); }
  posix_spawnattr_t* get() { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

// The socket first: its own descriptor may be one of 0-2.
void arrange_descriptors(FileActions& actions, int socket) {
  ::posix_spawn_file_actions_adddup2(actions.get(), socket, kSandboxSocket);
  ::posix_spawn_file_actions_addopen(actions.get(), STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(actions.get(), STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_addopen(actions.get(), STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_addclosefrom_np(actions.get(), kSandboxSocket + 1);
}

// A group of its own: Ctrl-C is for Coffer to take.
void arrange_signals(Attributes& attributes) {
  sigset_t all, none;
  ::sigfillset(&all);
  ::sigemptyset(&none);
  ::posix_spawnattr_setsigdefault(attributes.get(), &all);
  ::posix_spawnattr_setsigmask(attributes.get(), &none);
  ::posix_spawnattr_setpgroup(attributes.get(), 0);
  ::posix_spawnattr_setflags(attributes.get(),
                             POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
}

Result<pid_t> spawn(const SandboxOptions& options, int socket) {
  const fs::path program = sandbox_program(options);
  std::array<std::string, 5> words{program.string(), std::to_string(::getpid()),
                                   std::to_string(options.memory), options.time_zone, options.locale};
  std::array<char*, words.size() + 1> pointers{};
  for (size_t i = 0; i < words.size(); ++i) pointers[i] = words[i].data();
  char* no_environment[] = {nullptr};
  FileActions actions;
  arrange_descriptors(actions, socket);
  Attributes attributes;
  arrange_signals(attributes);
  pid_t child = -1;
  const int failed = ::posix_spawn(&child, program.c_str(), actions.get(), attributes.get(), pointers.data(),
                                   no_environment);
  if (failed == 0) return child;
  return Error{failed == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo,
               fmt::format("sandbox: {} could not be started: {}", program.string(), ::strerror(failed)),
               "Scripts need it: install Coffer whole, with libexec/coffer beside bin."};
}

// All signals are blocked while it lives: a thread made by it takes none that is meant for others.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;
  ~SignalsBlocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

void wait_a_moment(pid_t pid) {
  const FileDescriptor process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  if (!process.valid()) return;
  pollfd ended{process.get(), POLLIN, 0};
  while (::poll(&ended, 1, kMomentToEnd) < 0 && errno == EINTR) {
  }
}

// How it ended: waitpid's status.
int kill_and_wait(pid_t pid) {
  ::kill(pid, SIGKILL);
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace

fs::path sandbox_program(const SandboxOptions& options) {
  if (!options.program.empty()) return options.program;
  std::error_code failure;
  const fs::path self = fs::read_symlink("/proc/self/exe", failure);
  return self.parent_path().parent_path() / "libexec" / "coffer" / "coffer-sandbox";
}

SandboxProcess::SandboxProcess(const SandboxOptions& options) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    start_ = Error{ErrorCode::kIo, fmt::format("sandbox: no socket for it: {}", ::strerror(errno))};
    return;
  }
  socket_ = FileDescriptor(ends[0]);
  FileDescriptor child_end(ends[1]);
  ::fcntl(socket_.get(), F_SETFL, O_NONBLOCK);
  const SignalsBlocked blocked;
  try {
    std::thread(&SandboxProcess::live, life_, std::move(child_end), options).detach();
  } catch (const std::system_error& error) {
    start_ = Error{ErrorCode::kIo, fmt::format("sandbox: no thread for it: {}", error.what())};
  }
}

// The thread's life: that of the child.
void SandboxProcess::live(const std::shared_ptr<Life>& life, FileDescriptor child_end,
                          const SandboxOptions& options) {
  const Result<pid_t> child = spawn(options, child_end.get());
  child_end = FileDescriptor();
  life->start.set_value(child);
  if (life->over.get_future().get() && child) kill_and_wait(*child);
}

SandboxProcess::~SandboxProcess() { life_->over.set_value(!status_); }

Result<void> SandboxProcess::started() {
  if (!start_) {
    Result<pid_t> pid = life_->start.get_future().get();
    if (pid) pid_ = *pid;
    start_ = pid ? Result<void>() : Result<void>(std::move(pid).error());
  }
  return *start_;
}

std::chrono::nanoseconds SandboxProcess::processor_time() const {
  clockid_t clock{};
  timespec used{};
  if (::clock_getcpuclockid(pid_, &clock) != 0 || ::clock_gettime(clock, &used) != 0) return {};
  return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

size_t SandboxProcess::resident_memory() const {
  const std::string path = fmt::format("/proc/{}/statm", pid_);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "re"), &std::fclose);
  size_t mapped = 0, resident = 0;
  // NOLINTNEXTLINE(cert-err34-c): the kernel's own numbers fit
  if (file == nullptr || std::fscanf(file.get(), "%zu %zu", &mapped, &resident) != 2) return 0;
  return resident * static_cast<size_t>(::sysconf(_SC_PAGESIZE));
}

int SandboxProcess::end(bool by_itself) {
  if (status_) return *status_;
  if (by_itself) wait_a_moment(pid_);
  return status_.emplace(kill_and_wait(pid_));
}

}  // namespace coffer::script
