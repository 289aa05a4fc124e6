// The flags of every command that resolves secrets, and the session that they describe.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/context.h"
#include "secrets/session.h"
#include "vault/store.h"

namespace coffer::cli {

struct SessionFlags {
  std::string profile, region, mfa_serial, mfa_code_file, ca_file;
  std::string hashicorp_auth, hashicorp_auth_path;
  std::vector<std::string> links;  // --links: trusted because they are named
  bool no_vault = false;
};
void add_session_flags(CLI::App& command, SessionFlags& flags);
// Those of them that say how to log in to HashiCorp Vault or OpenBao.
void add_hashicorp_flags(CLI::App& command, SessionFlags& flags);

// Where the audit log is kept (spec 5.10).
std::filesystem::path audit_log(const Context& context);

// What `coffer aws connect` and the first linked secret authenticate with.
Result<secrets::ConnectInput> connect_input(const Context& context, const SessionFlags& flags);

// The session and all that it stands on, in the order in which it must be destroyed.
struct OpenSession {
  std::unique_ptr<vault::Store> vault;
  std::unique_ptr<secrets::Prompter> prompter;
  std::unique_ptr<secrets::Holder> agent;  // null: the session holds all itself, or Context::core does
  std::unique_ptr<secrets::Session> session;
  bool has_secrets = false;  // open_secrets() was here
};

// A session that knows no vault and no links: for what is asked of AWS itself. The agent is chosen here, and
// nowhere else; false: none, what is asked leaves nothing behind in it. `warn`: Session::Parts::warn, in
// place of the terminal.
OpenSession bare_session(Context& context, const SessionFlags& flags, bool with_agent = true,
                         std::function<void(const std::string&)> warn = nullptr);

// Opens the vault (only if `needs_secrets`, so that nobody is asked for nothing), takes the links files named
// and, if trusted, the one in `folder` (empty: none).
Result<OpenSession> open_session(Context& context, const SessionFlags& flags,
                                 const std::filesystem::path& folder, bool needs_secrets);

// What open_session() left out without `needs_secrets`, for the session that turns out to need it. Once: what
// was done is not done again.
Result<void> open_secrets(Context& context, const SessionFlags& flags, const std::filesystem::path& folder,
                          OpenSession& open);

}  // namespace coffer::cli
