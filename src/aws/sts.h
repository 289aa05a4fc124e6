// AWS Security Token Service, the three calls that Coffer needs (API version 2011-06-15).
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "aws/client.h"

namespace coffer::aws {

struct CallerIdentity {
  std::string account, arn, user_id;
};

// An ARN or a hardware device's serial number (GetSessionToken, API reference: SerialNumber).
// kInvalidArgument.
Result<void> check_mfa_serial(std::string_view serial);

struct AssumeRoleInput {
  std::string role_arn;
  std::string session_name = "coffer";
  std::optional<std::string> external_id, session_policy;  // policy: JSON text, at most 2048 characters
  std::optional<std::string> mfa_serial;
  const Secret* mfa_code = nullptr;
  std::chrono::seconds duration{3600};
};

// Every call blocks, retries inside, and is thread-safe. `region` chooses the endpoint and the signature.
// Errors: kCredentialsInvalid (wrong key or secret: which one), kCredentialsExpired, kMfaWrong, kRegionWrong,
// kNetwork, kRoleNotAssumable, kAccessDenied, kThrottled, kServiceError (spec 3.3, 5.2).
Result<CallerIdentity> get_caller_identity(Client& client, const Credentials& credentials,
                                           const std::string& region);
Result<Credentials> get_session_token(Client& client, const Credentials& credentials,
                                      const std::string& region, const std::string& mfa_serial,
                                      const Secret& mfa_code, std::chrono::seconds duration);
// AssumeRoleWithWebIdentity: needs no credentials, but a token that an identity provider whom the role trusts
// has signed (OpenID Connect). Of `input`, role, session name, policy and duration count. The token is in no
// error. kCredentialsExpired is said of the token, kCredentialsInvalid too.
Result<Credentials> assume_role_with_web_identity(Client& client, const Secret& token,
                                                  const std::string& region, const AssumeRoleInput& input);
Result<Credentials> assume_role(Client& client, const Credentials& credentials, const std::string& region,
                                const AssumeRoleInput& input);

}  // namespace coffer::aws
