// From what there is to a token (docs/hashicorp.md, "Where credentials come from").
#pragma once

#include "hashicorp/token.h"
#include "secrets/authenticate.h"

namespace coffer::secrets {

struct LoggedIn {
  hashicorp::Token token;
  std::string method;  // "token", "approle", "userpass"
};

// Whether the environment's credentials may be used for this server, or only what somebody types.
enum class Credentials { kOfEnvironment, kTyped };

// Blocks. kNotConnected where there is nothing to log in with; kInvalidArgument for an unknown method; those
// of hashicorp/token.h.
Result<LoggedIn> log_in_to_hashicorp(const AuthenticateParts& parts, const HashicorpLogin& login,
                                     const hashicorp::Client& client, const std::string& ns,
                                     Credentials credentials);

}  // namespace coffer::secrets
