// What the sources of credentials stand on. None of it is owned.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "aws/client.h"
#include "aws/credentials.h"
#include "aws/credentials/run_program.h"
#include "aws/credentials/sign_in.h"
#include "aws/profile_file.h"
#include "base/clock.h"
#include "base/environment.h"
#include "base/result.h"
#include "crypto/random.h"
#include "http/transport.h"

namespace coffer::aws {

struct SourceParts {
  http::Transport* transport = nullptr;
  Clock* clock = nullptr;
  crypto::Random* random = nullptr;
  const Environment* environment = nullptr;
  const ProfileFiles* files = nullptr;
  const Profile* profile = nullptr;  // whose settings count for calls to AWS; may be null
  std::string region = {};           // of calls to STS; may be empty
  std::optional<std::string> ca_file = {};

  // Whom to ask; each may be empty: then nobody is there, and what would be asked is an error.
  std::function<Result<Secret>(const std::string& serial, const std::string& problem_with_last)> mfa_code =
      {};
  // Shows the sign-in and returns at once; kCancelled where the person would rather not.
  std::function<Result<void>(const SignIn&)> sign_in = {};
  // Runs the profile's credential_process where the command was typed. Empty: that is here.
  std::function<Result<ProgramOutput>(const Profile&)> run_process = {};
  // Told every secret that is met on the way, so that no output repeats it. May be empty.
  std::function<void(std::string_view label, const Secret&)> hide = {};

  void keep_hidden(std::string_view label, const Secret& secret) const {
    if (hide && !secret.empty()) hide(label, secret);
  }
  void keep_hidden(const Credentials& credentials) const {
    keep_hidden("AWS secret access key", credentials.secret_access_key);
    keep_hidden("AWS session token", credentials.session_token);
  }
};

// A client with the settings of `parts`.
inline std::shared_ptr<Client> client_of(const SourceParts& parts) {
  ClientOptions options;
  options.ca_file = parts.ca_file;
  return make_client(*parts.transport, *parts.clock, *parts.random, *parts.environment, parts.profile,
                     options);
}

}  // namespace coffer::aws
