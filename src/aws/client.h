// What every call to AWS shares: endpoint, signature, retries, clock skew, error text. Sts, Iam and SecretsManager stand on it.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "aws/credentials.h"
#include "aws/profile_file.h"
#include "base/clock.h"
#include "base/environment.h"
#include "base/result.h"
#include "http/transport.h"

namespace coffer::aws {

// Where and how AWS is reached. One for a session; thread-safe; it remembers the clock skew and the retry quota.
class Client;

struct ClientOptions {
  bool use_fips = false, use_dualstack = false;  // AWS_USE_FIPS_ENDPOINT, AWS_USE_DUALSTACK_ENDPOINT, or the profile's
  std::optional<std::string> ca_file;            // --cacert, else AWS_CA_BUNDLE, else the profile's ca_bundle
  int max_attempts = 3;                          // AWS_MAX_ATTEMPTS
};

// `transport` and `clock` must outlive the client. `random` gives doubles in [0,1) for the jitter.
std::shared_ptr<Client> make_client(http::Transport& transport, Clock& clock, const Environment& environment,
                                    const Profile* profile, ClientOptions options);

}  // namespace coffer::aws
