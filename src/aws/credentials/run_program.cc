#include "aws/credentials/run_program.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

#include "base/file_descriptor.h"
#include "base/locked_memory.h"

extern char** environ;

namespace coffer::aws {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;  // of a wait for another process, as poll() counts

struct Pipe {
  FileDescriptor read, write;
};

Result<Pipe> make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0)
    return Error{ErrorCode::kIo, fmt::format("no pipe could be made: {}", ::strerror(errno))};
  return Pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

// The program, killed and waited for when this goes, unless wait() was there before.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    wait();
  }
  int wait() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  }

 private:
  pid_t pid_;
};

Result<pid_t> start(const std::vector<std::string>& words, int out) {
  std::vector<std::string> copies = words;
  std::vector<char*> pointers;
  for (std::string& word : copies) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  if (::isatty(STDIN_FILENO) == 0)
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  pid_t child = -1;
  const int failed = ::posix_spawnp(&child, pointers[0], &actions, nullptr, pointers.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed == 0) return child;
  const ErrorCode code = failed == ENOENT   ? ErrorCode::kNotFound
                         : failed == EACCES ? ErrorCode::kPermissions
                                            : ErrorCode::kIo;
  return Error{code, fmt::format("the program {} could not be started: {}", words[0], ::strerror(failed))};
}

// Waits until there is something to read, or the end of it.
Result<void> wait_readable(int fd, SteadyTime deadline) {
  for (;;) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return Error{ErrorCode::kTimeout, "the program did not end in time"};
    pollfd waiting{fd, POLLIN, 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(left.count()));
    if (ready > 0) return {};
    if (ready < 0 && errno != EINTR) return Error{ErrorCode::kIo, ::strerror(errno)};
  }
}

Result<Secret> read_all(int fd, SteadyTime deadline, size_t limit) {
  SecretBuilder out;
  std::array<char, 4096> buffer;
  Result<void> done;
  for (;;) {
    done = wait_readable(fd, deadline);
    if (!done) break;
    const ssize_t got = ::read(fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    if (out.size() + static_cast<size_t>(got) > limit) {
      done = Error{ErrorCode::kTooLarge, fmt::format("the program printed more than {} bytes", limit)};
      break;
    }
    out.append(std::string_view(buffer.data(), static_cast<size_t>(got)));
  }
  wipe(buffer.data(), buffer.size());
  if (!done) return std::move(done).error();
  return out.take();
}

}  // namespace

Result<ProgramOutput> run_program(const std::vector<std::string>& words, std::chrono::milliseconds patience,
                                  size_t limit) {
  const SteadyTime deadline = std::chrono::steady_clock::now() + patience;
  COFFER_ASSIGN(Pipe pipe, make_pipe());
  COFFER_ASSIGN(const pid_t pid, start(words, pipe.write.get()));
  Child child(pid);
  pipe.write = FileDescriptor();
  COFFER_ASSIGN(Secret out, read_all(pipe.read.get(), deadline, limit));
  return ProgramOutput{std::move(out), child.wait()};
}

}  // namespace coffer::aws
