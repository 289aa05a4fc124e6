// The child process that scripts run in, as the operating system has it.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <future>
#include <memory>
#include <optional>

#include "base/file_descriptor.h"
#include "base/result.h"
#include "script/sandbox_options.h"

namespace coffer::script {

// Its environment is empty, its only descriptor the socket (but for 0-2, on /dev/null), its process group its
// own. It is killed when this object goes, and when this process ends in whatever way. For that the kernel
// ties it to the thread that starts it (PR_SET_PDEATHSIG), so that is a thread of this object's own.
class SandboxProcess {
 public:
  // Begins to start it, and does not wait; nor does the destructor wait for its end: the kernel takes
  // milliseconds to tear it down.
  explicit SandboxProcess(const SandboxOptions& options);
  SandboxProcess(const SandboxProcess&) = delete;
  SandboxProcess& operator=(const SandboxProcess&) = delete;
  ~SandboxProcess();

  // Waits until it is started, or not: kNotFound, kIo.
  Result<void> started();
  // This end of its socket, not blocking. Owned by the caller, who takes it once.
  FileDescriptor take_socket() { return std::move(socket_); }

  // The three below: once started() said yes.
  std::chrono::nanoseconds processor_time() const;  // that it has used
  size_t resident_memory() const;                   // bytes; 0 where that is not to be known
  pid_t id() const { return pid_; }

  // Ends it, and says how it ended (waitpid's status). It has a moment to end by itself where `by_itself`:
  // when its socket is closed it is about to, and then says why.
  int end(bool by_itself);

 private:
  // What the thread and this object share. The thread outlives this object by as long as the child takes to
  // end.
  struct Life {
    std::promise<Result<pid_t>> start;
    std::promise<bool> over;  // whether the child is still to be ended
  };
  static void live(const std::shared_ptr<Life>& life, FileDescriptor child_end,
                   const SandboxOptions& options);

  FileDescriptor socket_;
  std::shared_ptr<Life> life_ = std::make_shared<Life>();
  pid_t pid_ = -1;
  std::optional<int> status_;
  std::optional<Result<void>> start_;
};

// What `program` of the options means: the path of the program to start.
std::filesystem::path sandbox_program(const SandboxOptions& options);

}  // namespace coffer::script
