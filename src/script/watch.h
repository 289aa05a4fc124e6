// The limits of one script, as its time goes on.
#pragma once

#include <chrono>
#include <optional>
#include <stop_token>

#include "script/channel.h"
#include "script/sandbox_options.h"
#include "script/sandbox_process.h"

namespace coffer::script {

// What the engine takes for itself, code and all, is not the script's. RLIMIT_AS holds the rest, but for what
// lies in address space that the engine reserves at its start: so the resident memory is looked at, too.
inline constexpr size_t kEngineMemory = size_t{64} << 20;  // bytes

// From when it is made until the script is done. `timeout` 0: none. What the process uses is looked at ten
// times a second.
class Watch final : public Patience {
 public:
  Watch(const SandboxProcess& process, const SandboxOptions& options, std::chrono::milliseconds timeout,
        std::stop_token stop = {});

  std::optional<Error> used_up() override;
  std::chrono::milliseconds next() override;

  // The script has asked for something, or set a timer: as Newman has it, it is asynchronous now, and its
  // runtime can be expected to end it in time, with what it has changed.
  void note_asynchronous() { asynchronous_ = true; }
  // A call was answered. If that took beyond the end of its time, the runtime gets its moment to say `done`:
  // once.
  void note_answered();
  // The script's own time is over (the moment that the runtime has is not).
  bool overdue() const;

  // Newman's words for it.
  static Error timeout_error(bool asynchronous);

 private:
  std::chrono::nanoseconds end() const;  // when it is killed

  const SandboxProcess& process_;
  const SandboxOptions& options_;
  std::chrono::milliseconds timeout_;
  std::stop_token stop_;
  std::chrono::nanoseconds begin_, next_look_, processor_begin_;
  std::optional<std::chrono::nanoseconds> late_end_;
  bool asynchronous_ = false;
};

}  // namespace coffer::script
