// From what the user gave to an authenticated connection (spec 3.1-3.5).
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "aws/credentials/run_program.h"
#include "aws/profile_file.h"
#include "base/clock.h"
#include "base/environment.h"
#include "base/result.h"
#include "crypto/random.h"
#include "http/transport.h"
#include "secrets/connect_input.h"
#include "secrets/connections.h"
#include "secrets/redactor.h"

namespace coffer::secrets {

// What authenticating needs; none of it is owned. `prompter` and `redactor` may be null.
struct AuthenticateParts {
  http::Transport* transport = nullptr;
  Clock* clock = nullptr;
  crypto::Random* random = nullptr;
  const Environment* environment = nullptr;
  Prompter* prompter = nullptr;
  Redactor* redactor = nullptr;
  std::optional<std::string> ca_file;
  // As aws::SourceParts has it; empty: a credential_process runs in this process's environment.
  std::function<Result<aws::ProgramOutput>(const aws::Profile&)> run_process = {};
};

// Finds credentials and region, trades long-lived keys for an MFA session where the user has a device, and
// asks AWS who we are. Blocks. `fallback_region` (may be empty) counts where nobody says one. Errors:
// kNotConnected (no credentials anywhere), kRegionWrong, kCredentialsInvalid, kCredentialsExpired,
// kMfaRequired, kMfaWrong, kCancelled, kNetwork …
Result<ConnectionPtr> authenticate(const AuthenticateParts& parts, const ConnectInput& input,
                                   const std::string& fallback_region);

}  // namespace coffer::secrets
