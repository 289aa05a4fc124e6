// Whatever a profile says about where its credentials come from, with the profiles that it builds on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "aws/credentials/source_parts.h"
#include "aws/credentials/trace.h"
#include "base/result.h"

namespace coffer::aws {

// For one search; not thread-safe. In botocore's order: a role of another profile (role_arn with
// source_profile or credential_source), a web identity token, IAM Identity Center, keys in the profile, `aws
// login`, a credential process.
class ProfileChain {
 public:
  // `trace` may be null. `ask_environment`: AWS_WEB_IDENTITY_TOKEN_FILE counts (the profile was not named on
  // purpose).
  ProfileChain(const SourceParts& parts, bool ask_environment, Trace* trace)
      : parts_(&parts), ask_environment_(ask_environment), trace_(trace) {}

  // `profile` may be null: then only the environment's web identity is looked for. nullopt where nothing is
  // configured. kInvalidArgument for a profile that is wrong, or a circle of them; else what the source says.
  Result<std::optional<Credentials>> find(const Profile* profile);

 private:
  using Found = Result<std::optional<Credentials>>;
  Found ask(const Profile* profile, bool ask_environment);
  Result<Credentials> of_role(const Profile& profile);
  Result<Credentials> of_source(const Profile& profile);
  Result<Credentials> of_source_profile(const Profile& profile, const std::string& name);
  Result<Credentials> of_credential_source(const Profile& profile, const std::string& name);

  const SourceParts* parts_;
  bool ask_environment_;
  Trace* trace_;
  std::vector<std::string> visited_;
};

}  // namespace coffer::aws
