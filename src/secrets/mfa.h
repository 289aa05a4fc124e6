// Long-lived keys and an MFA token for a session of two hours (spec 3.4).
#pragma once

#include <optional>
#include <string>

#include "aws/client.h"
#include "aws/credentials.h"
#include "base/result.h"
#include "secrets/connect_input.h"
#include "secrets/redactor.h"

namespace coffer::secrets {

struct MfaParts {
  aws::Client* client = nullptr;
  Prompter* prompter = nullptr;  // may be null
  Redactor* redactor = nullptr;  // may be null
  std::string region;
  std::optional<std::string> profile_serial;  // mfa_serial of the profile
};

// The session credentials; nullopt where the user has no device, or none can be found out and nobody can be
// asked: then the keys are used as they are. A wrong or used code is asked for again, at most kMostCodes
// times. kMfaRequired where a code is needed and there is nobody to ask; kMfaWrong; what AWS says of the
// keys.
inline constexpr int kMostCodes = 3;
Result<std::optional<aws::Credentials>> mfa_session(const MfaParts& parts, const ConnectInput& input,
                                                    const aws::Credentials& keys);

}  // namespace coffer::secrets
