#include "child.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

namespace coffer::no_loss {
namespace {

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (const std::string& text : texts) all.push_back(const_cast<char*>(text.c_str()));
  all.push_back(nullptr);
  return all;
}

void redirect(int target, const char* path, int flags) {
  const int fd = ::open(path, flags, 0600);
  if (fd < 0 || ::dup2(fd, target) < 0) ::_exit(126);
  ::close(fd);
}

}  // namespace

pid_t start(const std::function<std::string()>& work) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  const std::string trouble = work();
  if (!trouble.empty()) std::cerr << "child: " << trouble << std::endl;
  ::_exit(trouble.empty() ? 0 : 1);
}

pid_t start_program(const std::vector<std::string>& command, const std::vector<std::string>& environment,
                    const std::string& out, const std::string& err) {
  const std::vector<char*> arguments = pointers(command);
  const std::vector<char*> variables = pointers(environment);
  const pid_t child = ::fork();
  if (child != 0) return child;
  redirect(STDIN_FILENO, "/dev/null", O_RDONLY);
  redirect(STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC);
  redirect(STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC);
  ::execve(arguments[0], arguments.data(), variables.data());
  ::_exit(127);
}

std::optional<int> wait_for(pid_t child) {
  int status = 0;
  if (child < 0 || ::waitpid(child, &status, 0) != child) std::abort();
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  return std::nullopt;
}

}  // namespace coffer::no_loss
