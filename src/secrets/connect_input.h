// How to authenticate, whom to ask, and what came of it.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "aws/credentials.h"
#include "aws/credentials/sign_in.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"

namespace coffer::secrets {

inline constexpr std::chrono::hours kLongLivedValidity{2};  // spec 3.1

// How to log in to HashiCorp Vault or OpenBao. Tokens, IDs and passwords come from the environment, the token
// file or Prompter (docs/hashicorp.md).
struct HashicorpLogin {
  std::string method = {};     // "token", "approle", "userpass"; empty: the first that the environment has
  std::string auth_path = {};  // where the method is mounted; empty: its name
};

// How to authenticate; what is missing is asked for through Prompter, or is an error where there is none.
struct ConnectInput {
  std::string name = "default";                 // the connection's
  std::optional<aws::Credentials> credentials;  // typed; else those of `profile`, the environment,
                                                // $AWS_PROFILE, profile main, profile default
  std::optional<std::string> profile;           // --profile
  std::optional<std::string> region;            // --region; else the environment's, the profile's
  std::optional<std::string> mfa_serial;        // else iam:ListMFADevices, else the profile's mfa_serial
  std::shared_ptr<const Secret> mfa_code;
  bool ask_mfa = true;  // long-lived keys: look for an MFA device (spec 3.4)
  HashicorpLogin hashicorp = {};

  // All but typed keys, which are good for once.
  ConnectInput without_keys() const {
    return {name, std::nullopt, profile, region, mfa_serial, mfa_code, ask_mfa, hashicorp};
  }
  // The same without the MFA code, which is good for once, too.
  ConnectInput without_secrets() const {
    ConnectInput rest = without_keys();
    rest.mfa_code.reset();
    return rest;
  }
};

// Somebody to ask. All of it may answer kCancelled. `coffer`'s terminal is one, the page will be another.
class Prompter {
 public:
  virtual ~Prompter() = default;
  virtual Result<std::string> choose_mfa_device(const std::vector<std::string>& serials) = 0;
  // "" for none: then it is tried without MFA.
  virtual Result<std::string> mfa_device_by_hand(const std::string& why) = 0;
  virtual Result<Secret> mfa_code(const std::string& serial, const std::string& problem_with_last) = 0;
  // Spec 3.8: credentials, or a profile, for a connection that there is not (any more): `why`, for people.
  // Returns `input` with them.
  virtual Result<ConnectInput> connect_again(ConnectInput input, const std::string& why) {
    return Error{ErrorCode::kCancelled, "nobody connected “" + input.name + "”: " + why};
  }
  // Any other question, as a login to HashiCorp Vault has them.
  virtual Result<std::string> ask(const std::string& question) {
    return Error{ErrorCode::kCancelled, "nobody answered: " + question};
  }
  virtual Result<Secret> ask_secret(const std::string& question) {
    return Error{ErrorCode::kCancelled, "nobody answered: " + question};
  }
  // Another command is making the connection of that name, which may take until somebody there has answered.
  virtual void waiting_for_another(const std::string& /*connection*/) {}
  // IAM Identity Center: shows address and code, and opens the address if that is wanted; returns at once.
  virtual Result<void> sign_in(const aws::SignIn& sign_in) {
    return Error{ErrorCode::kCredentialsExpired,
                 "the sign-in to IAM Identity Center \"" + sign_in.name + "\" is missing or has expired",
                 "Sign in: coffer aws login --profile NAME"};
  }
};

// Whether other keys, or the same typed again, may do better.
inline bool other_keys_may_do(ErrorCode code) {
  return code == ErrorCode::kCredentialsInvalid || code == ErrorCode::kCredentialsExpired ||
         code == ErrorCode::kRegionWrong;
}
// How often one is asked for keys that AWS then refuses.
inline constexpr int kMostKeys = 3;

// Spec 3.3, 7.2: what `aws connect` and `aws status` show.
struct ConnectionInfo {
  std::string name, kind;  // "long-lived", "temporary", "MFA session"
  std::string account, arn, region, source;
  std::optional<WallTime> expires;
  std::optional<std::chrono::seconds> left;  // by the clock that nobody sets; none: until AWS says so
};

}  // namespace coffer::secrets
