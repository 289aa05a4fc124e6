// Which credentials and which region count where several are at hand (spec 3.5, 3.6).
#pragma once

#include <optional>
#include <string>

#include "aws/credentials.h"
#include "aws/credentials/trace.h"
#include "aws/profile_file.h"
#include "base/result.h"
#include "secrets/authenticate.h"
#include "secrets/connect_input.h"

namespace coffer::secrets {

struct ChosenCredentials {
  aws::Credentials credentials;
  const aws::Profile* profile =
      nullptr;  // whose settings count (region, endpoints, mfa_serial); may be null; lives in the files
  std::string region;
};

// Credentials: those typed; the profile named by the input; else what aws/credentials/chain.h finds, with the
// profile that AWS_PROFILE names, else `main`, else `default`. (As the AWS CLI: a profile named by flag beats
// the environment's keys, one named by AWS_PROFILE does not.) Region: the input's, the environment's, the
// profile's, `fallback_region`. Blocks, and may ask through parts.prompter: roles want MFA codes, SSO a
// sign-in. kNotConnected where there are no credentials, kRegionWrong where there is no region; kNotFound
// lists the profiles there are; and what the sources say.
Result<ChosenCredentials> choose_credentials(const AuthenticateParts& parts, const ConnectInput& input,
                                             const aws::ProfileFiles& files,
                                             const std::string& fallback_region);

// The same search, told source by source: nothing is asked of a person, and AWS is not asked who we are.
struct SourcesReport {
  aws::Trace trace;
  std::string profile, region;  // that count; may be empty
  std::optional<Error> error;   // where there are no credentials: why
};
Result<SourcesReport> explain_sources(AuthenticateParts parts, const ConnectInput& input);

}  // namespace coffer::secrets
