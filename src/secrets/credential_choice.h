// Which credentials and which region count where several are at hand (spec 3.5, 3.6).
#pragma once

#include <string>

#include "aws/credentials.h"
#include "aws/profile_file.h"
#include "base/environment.h"
#include "base/result.h"
#include "secrets/connect_input.h"

namespace coffer::secrets {

struct ChosenCredentials {
  aws::Credentials credentials;
  const aws::Profile* profile =
      nullptr;  // whose settings count (region, endpoints, mfa_serial); may be null; lives in the files
  std::string region;
};

// Credentials: those typed; the profile named by the input; the environment; $AWS_PROFILE; profile `main`,
// then `default`. (As the AWS CLI: a profile named by flag beats the environment's keys, one named by
// AWS_PROFILE does not.) Region: the input's, the environment's, the profile's, `fallback_region`.
// kNotConnected where there are no credentials, kRegionWrong where there is no region; kNotFound lists the
// profiles there are.
Result<ChosenCredentials> choose_credentials(const ConnectInput& input, const Environment& environment,
                                             const aws::ProfileFiles& files,
                                             const std::string& fallback_region);

}  // namespace coffer::secrets
