// Tokens: given, or got by logging in (https://developer.hashicorp.com/vault/api-docs/auth/token, …/approle,
// …/userpass).
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "hashicorp/client.h"

namespace coffer::hashicorp {

struct Token {
  Secret value;
  std::string accessor;  // names the token without being it; empty for batch tokens
  std::string who;       // for people: "token", "approle", "userpass ada"
  std::vector<std::string> policies;
  std::chrono::seconds lease{0};  // how long it holds from now on; 0: for ever
  bool renewable = false;
};

// All block. Errors: kCredentialsInvalid where the server refuses what was given; kMfaRequired; those of
// explain(). The server's words about a login are never shown: it may repeat the secret ID.

// What the server knows of a token: auth/token/lookup-self.
Result<Token> look_up(const Client& client, const Secret& token, const std::string& ns);

// `mount`: where the auth method is mounted; empty: "approle".
Result<Token> log_in_by_approle(const Client& client, const std::string& ns, const std::string& mount,
                                const Secret& role_id, const Secret& secret_id);
// `mount` empty: "userpass".
Result<Token> log_in_by_userpass(const Client& client, const std::string& ns, const std::string& mount,
                                 const std::string& username, const Secret& password);

// Prolongs it: auth/token/renew-self. The token stays the same; what it is now good for comes back.
Result<std::chrono::seconds> renew(const Client& client, const Secret& token, const std::string& ns);

}  // namespace coffer::hashicorp
