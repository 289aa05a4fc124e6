#include "secrets/credential_choice.h"

#include <fmt/format.h>

#include "aws/credentials/sources.h"

namespace coffer::secrets {
namespace {

// The profile whose settings count, whoever gives the credentials.
Result<const aws::Profile*> choose_profile(const ConnectInput& input, const Environment& environment,
                                           const aws::ProfileFiles& files) {
  std::optional<std::string> name = input.profile;
  if (!name) name = aws::profile_name_from(environment);
  if (name) return files.for_autofill(name);
  auto found = files.for_autofill(std::nullopt);
  return found ? *found : nullptr;
}

Result<aws::Credentials> from_profile(const aws::Profile& profile) {
  COFFER_ASSIGN(auto credentials, aws::credentials_from_profile(profile));
  if (credentials) return std::move(*credentials);
  return Error{ErrorCode::kNotConnected, fmt::format("the AWS profile “{}” has no credentials", profile.name),
               fmt::format("Give it keys: aws configure --profile {}", profile.name)};
}

Result<aws::Credentials> find_credentials(const ConnectInput& input, const Environment& environment,
                                          const aws::Profile* profile) {
  if (input.credentials) return input.credentials->clone();
  if (!input.profile) {
    COFFER_ASSIGN(auto ambient, aws::credentials_from_environment(environment));
    if (ambient) return std::move(*ambient);
  }
  if (profile != nullptr) return from_profile(*profile);
  return Error{
      ErrorCode::kNotConnected, "not connected to AWS: no credentials were found",
      "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or make a profile (aws configure) and name it with "
      "--profile."};
}

}  // namespace

Result<ChosenCredentials> choose_credentials(const ConnectInput& input, const Environment& environment,
                                             const aws::ProfileFiles& files,
                                             const std::string& fallback_region) {
  ChosenCredentials chosen;
  COFFER_ASSIGN(chosen.profile, choose_profile(input, environment, files));
  COFFER_ASSIGN(chosen.credentials, find_credentials(input, environment, chosen.profile));
  std::optional<std::string> region = input.region;
  if (!region) region = aws::region_from(environment, chosen.profile);
  chosen.region = region.value_or(fallback_region);
  if (!chosen.region.empty()) return chosen;
  return Error{ErrorCode::kRegionWrong, "no AWS region is set",
               "Give --region, set AWS_REGION, or add region to the profile.", "region"};
}

}  // namespace coffer::secrets
