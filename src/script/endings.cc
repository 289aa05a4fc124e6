#include "script/endings.h"

#include <fmt/format.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "script/frame.h"

namespace coffer::script {
namespace {

constexpr const char* kFresh = "The next script gets a fresh one.";

std::string signal_name(int signal) {
  const char* const name = ::sigabbrev_np(signal);
  return name != nullptr ? fmt::format("SIG{}", name) : fmt::format("signal {}", signal);
}

Error ended_by_signal(int signal) {
  if (signal == SIGSYS) {
    return {ErrorCode::kPermissions,
            "sandbox: the script engine tried what the kernel forbids to scripts, and was ended", kFresh};
  }
  if (signal == SIGKILL) {
    return {ErrorCode::kInternal, "sandbox: the script engine was killed from outside",
            "Is the machine out of memory?"};
  }
  return {ErrorCode::kInternal, fmt::format("sandbox: the script engine crashed ({})", signal_name(signal)),
          kFresh};
}

}  // namespace

Error out_of_processor_time(const SandboxOptions& options) {
  const std::chrono::duration<double> seconds = options.processor_time;
  return {ErrorCode::kTimeout,
          fmt::format("sandbox: the script used more than {:g} s of processor time and was ended",
                      seconds.count()),
          "Does it loop without end? --timeout-script ends a script after a time of your choice."};
}

Error out_of_memory(const SandboxOptions& options) {
  return {
      ErrorCode::kTooLarge,
      fmt::format("sandbox: the script used more than {} MB of memory and was ended", options.memory >> 20),
      "Let it keep less at a time; texts, lists and bodies of responses count."};
}

Error ended_by_itself(int status, const SandboxOptions& options) {
  if (WIFSIGNALED(status)) return ended_by_signal(WTERMSIG(status));
  const int code = WEXITSTATUS(status);
  if (code == kSandboxOutOfMemory) return out_of_memory(options);
  return {ErrorCode::kInternal, fmt::format("sandbox: the script engine ended (status {})", code), kFresh};
}

Error broke_protocol(std::string_view what) {
  return {ErrorCode::kMalformed,
          fmt::format("sandbox: the script engine broke the protocol ({}), and was ended", what), kFresh};
}

Error not_ready(const Error& why, std::string_view said) {
  if (why.code == ErrorCode::kTimeout) return {why.code, "sandbox: the script engine did not start in time"};
  if (said.empty()) return why;
  return {why.code, fmt::format("sandbox: scripts cannot be run here: {}", said), {}};
}

}  // namespace coffer::script
