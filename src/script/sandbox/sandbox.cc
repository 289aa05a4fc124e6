// The life of a sandbox: set up, lock, load the runtime, run scripts.
#include <errno.h>
#include <locale.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>

#include <cstdlib>
#include <optional>
#include <string>

#include "script/frame.h"
#include "script/sandbox/crash.h"
#include "script/sandbox/engine.h"
#include "script/sandbox/engine_setup.h"
#include "script/sandbox/event_loop.h"
#include "script/sandbox/js_text.h"
#include "script/sandbox/lockdown.h"
#include "script/sandbox/parts.h"
#include "script/sandbox/wire.h"

namespace coffer::script {
namespace {

struct Arguments {
  pid_t parent = 0;
  size_t memory = 0;  // bytes
  const char* time_zone = "";
  const char* locale = "";
};

std::optional<Arguments> read_arguments(int count, char** words) {
  if (count != 5) return std::nullopt;
  Arguments arguments;
  arguments.parent = static_cast<pid_t>(std::strtol(words[1], nullptr, 10));
  arguments.memory = std::strtoull(words[2], nullptr, 10);
  arguments.time_zone = words[3];
  arguments.locale = words[4];
  int type = 0;
  socklen_t size = sizeof type;
  if (::getsockopt(kSandboxSocket, SOL_SOCKET, SO_TYPE, &type, &size) != 0) return std::nullopt;
  return arguments.memory > 0 ? std::optional(arguments) : std::nullopt;
}

void say_not_locked(const char* step) {
  const std::string message = std::string(step) + ": " + ::strerror(errno);
  send_frame(R"({"type":"error","error":{"name":"Error","message":)" + json_string(message) +
             R"(,"stack":""}})");
}

}  // namespace

int run_sandbox(int count, char** words, const SandboxParts& parts) {
  const auto arguments = read_arguments(count, words);
  if (!arguments) return kSandboxBadStart;
  die_with(arguments->parent);
  set_time_zone(arguments->time_zone);
  if (*arguments->locale != '\0') ::setlocale(LC_CTYPE, arguments->locale);
  const JSGlobalContextRef context = set_up_engine(arguments->memory);
  tell_out_of_memory_apart(arguments->memory);
  if (const char* failed = lock_down(arguments->memory); failed != nullptr) {
    say_not_locked(failed);
    return kSandboxNotLocked;
  }
  Engine engine(context, parts);
  if (!engine.start()) return kSandboxNoRuntime;
  send_frame(R"({"type":"ready"})");
  run_event_loop(engine);
}

}  // namespace coffer::script
