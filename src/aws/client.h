// What every call to AWS shares: endpoint, signature, retries, clock skew, error text. Sts, Iam and
// SecretsManager stand on it.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "aws/credentials.h"
#include "aws/profile_file.h"
#include "base/clock.h"
#include "base/environment.h"
#include "base/result.h"
#include "crypto/random.h"
#include "http/transport.h"

namespace coffer::aws {

// Where and how AWS is reached. One for a session; thread-safe; it remembers the clock skew and the retry
// quota. What it can do is declared in aws/call.h, for the services in this folder.
class Client;

struct ClientOptions {
  bool use_fips = false;       // or AWS_USE_FIPS_ENDPOINT, or the profile's use_fips_endpoint
  bool use_dualstack = false;  // or AWS_USE_DUALSTACK_ENDPOINT, or the profile's use_dualstack_endpoint
  std::optional<std::string> ca_file = {};  // else AWS_CA_BUNDLE, else the profile's ca_bundle
  std::optional<int> max_attempts = {};     // else AWS_MAX_ATTEMPTS, else the profile's max_attempts, else 3
};

// `transport`, `clock` and `random` (for the jitter) must outlive the client; `environment` and `profile`
// (which may be null) are only read here. Settings that make no sense (an endpoint that is no URL, FIPS
// together with an own endpoint) are reported by the first call that they touch.
std::shared_ptr<Client> make_client(http::Transport& transport, Clock& clock, crypto::Random& random,
                                    const Environment& environment, const Profile* profile,
                                    const ClientOptions& options);

}  // namespace coffer::aws
