// What every command has at hand.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/environment.h"
#include "cli/terminal.h"
#include "crypto/random.h"
#include "http/transport.h"
#include "secrets/connect_input.h"
#include "secrets/own_holder.h"
#include "secrets/redactor.h"
#include "secrets/seen.h"
#include "vault/store.h"

namespace coffer::cli {

// The flags that stand before or after any command.
struct GlobalFlags {
  std::string vault_file, key_file, passphrase_file;  // empty: not given
  bool json = false;
  bool no_input = false;
  bool no_agent = false;
  std::string colour = "auto";
};

struct Context {
  Environment environment;
  Clock* clock = nullptr;
  crypto::Random* random = nullptr;
  secrets::Redactor redactor;
  Terminal terminal{redactor};
  GlobalFlags flags;
  int status = 0;             // what the process will exit with
  bool agent_warned = false;  // that the agent can't be used
  // Who is asked in place of the terminal, and who holds connections where no agent runs, in place of the
  // session itself: the page, which lives on. Not owned; null for commands. `seen`: Session::Parts::seen.
  secrets::Prompter* prompter = nullptr;
  secrets::Core* core = nullptr;
  secrets::SeenFunction seen = nullptr;

  // curl is loaded by the first command that sends.
  http::Transport& transport();
  void share_transport(std::shared_ptr<http::Transport> transport) { transport_ = std::move(transport); }
  std::filesystem::path vault_file() const;  // --vault, COFFER_VAULT, else vault.coffer in the config folder

 private:
  std::shared_ptr<http::Transport> transport_;
};

// Spec 8.4: 0 fine, 1 failed, 2 usage, 3 a vault reference could not be resolved, 4 authentication needed.
int exit_status(ErrorCode code);
// The same for an error of resolving a reference: 3 or 4, whatever the code (a cloud that can't be reached is
// a network error).
int reference_exit_status(ErrorCode code);

// Runs `command`; its error is printed and becomes the exit status.
template <class Command>
void run_command(Context& context, Command&& command) {
  const Result<void> done = command();
  if (done) return;
  context.terminal.error(done.error());
  context.status = exit_status(done.error().code);
}

}  // namespace coffer::cli
