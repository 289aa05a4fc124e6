#include "agent/detach.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/encoding.h"
#include "base/file_descriptor.h"

namespace coffer::agent {
namespace {

constexpr std::string_view kReady = "ready\n";
constexpr size_t kMostSaid = 4096;  // bytes of an error's text
constexpr const char* kPassedOn[] = {
    "HOME", "COFFER_HOME", "XDG_RUNTIME_DIR", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "LANG", "TMPDIR"};

Error failed(std::string what) {
  return {ErrorCode::kIo, "the agent did not start: " + std::move(what),
          "COFFER_NO_AGENT=1 does without it."};
}

std::vector<std::string> passed_on(const Environment& environment) {
  std::vector<std::string> variables;
  for (const char* name : kPassedOn)
    if (const auto value = environment.get(name)) variables.push_back(fmt::format("{}={}", name, *value));
  return variables;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (std::string& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

// Only what is safe between fork and exec.
[[noreturn]] void become(int output, char* const* arguments, char* const* environment) {
  ::setsid();
  const int nothing = ::open("/dev/null", O_RDWR);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  ::close_range(STDERR_FILENO + 1, ~0U, 0);
  if (::chdir("/") == 0) ::execve("/proc/self/exe", arguments, environment);
  constexpr std::string_view kNoExec = "this program could not be started again";
  static_cast<void>(!::write(STDERR_FILENO, kNoExec.data(), kNoExec.size()));
  ::_exit(127);
}

std::string read_all(int fd) {
  std::string said;
  char piece[512];
  for (;;) {
    const ssize_t got = ::read(fd, piece, sizeof piece);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return said;
    if (said.size() < kMostSaid) said.append(piece, static_cast<size_t>(got));
    if (said.ends_with(kReady)) return said;
  }
}

}  // namespace

Result<void> start_detached(const std::vector<std::string>& arguments, const Environment& environment) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return failed(strerror(errno));
  const FileDescriptor reading(ends[0]);
  FileDescriptor writing(ends[1]);
  std::vector<std::string> words{"coffer"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> variables = passed_on(environment);
  const std::vector<char*> argv = pointers(words), envp = pointers(variables);
  const pid_t child = ::fork();
  if (child < 0) return failed(strerror(errno));
  if (child == 0) become(writing.get(), argv.data(), envp.data());
  writing = FileDescriptor();
  std::string said = read_all(reading.get());
  if (said.ends_with(kReady)) return {};
  ::waitpid(child, nullptr, 0);
  if (said.starts_with("coffer: ")) said.erase(0, std::string_view("coffer: ").size());
  return failed(std::string(trim(said)));
}

void tell_ready() {
  static_cast<void>(!::write(STDOUT_FILENO, kReady.data(), kReady.size()));
  const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (nothing < 0) return;
  ::dup2(nothing, STDOUT_FILENO);
  ::dup2(nothing, STDERR_FILENO);
  ::close(nothing);
}

}  // namespace coffer::agent
