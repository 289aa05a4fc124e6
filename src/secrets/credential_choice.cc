#include "secrets/credential_choice.h"

#include <fmt/format.h>

#include "aws/credentials/chain.h"
#include "aws/credentials/sources.h"

namespace coffer::secrets {
namespace {

struct ChosenProfile {
  const aws::Profile* profile = nullptr;
  aws::ProfileBy by = aws::ProfileBy::kDefault;
};

// The profile whose settings count, whoever gives the credentials.
Result<ChosenProfile> choose_profile(const ConnectInput& input, const Environment& environment,
                                     const aws::ProfileFiles& files) {
  ChosenProfile chosen;
  const std::optional<std::string> name = input.profile ? input.profile : aws::profile_name_from(environment);
  if (name) chosen.by = input.profile ? aws::ProfileBy::kFlag : aws::ProfileBy::kVariable;
  auto found = files.for_autofill(name);
  if (!found && name) return std::move(found).error();
  if (found) chosen.profile = *found;
  return chosen;
}

std::string choose_region(const ConnectInput& input, const Environment& environment,
                          const aws::Profile* profile, const std::string& fallback) {
  if (input.region) return *input.region;
  return aws::region_from(environment, profile).value_or(fallback);
}

// The code that was given along, once; then the person.
Result<Secret> ask_mfa_code(const AuthenticateParts& parts, const ConnectInput& input,
                            const std::string& serial, const std::string& problem) {
  if (problem.empty() && input.mfa_code) return input.mfa_code->clone();
  if (parts.prompter != nullptr) return parts.prompter->mfa_code(serial, problem);
  return Error{ErrorCode::kMfaWrong, problem, "Give the code that the device shows now."};
}

aws::SourceParts source_parts(const AuthenticateParts& parts, const ConnectInput& input,
                              const aws::ProfileFiles& files, const ChosenProfile& profile,
                              std::string region) {
  aws::SourceParts sources;
  sources.transport = parts.transport;
  sources.clock = parts.clock;
  sources.random = parts.random;
  sources.environment = parts.environment;
  sources.files = &files;
  sources.profile = profile.profile;
  sources.region = std::move(region);
  sources.ca_file = parts.ca_file;
  sources.run_process = parts.run_process;
  if (input.mfa_code || parts.prompter != nullptr) {
    sources.mfa_code = [&parts, &input](const std::string& serial, const std::string& problem) {
      return ask_mfa_code(parts, input, serial, problem);
    };
  }
  if (parts.prompter != nullptr)
    sources.sign_in = [&parts](const aws::SignIn& sign_in) { return parts.prompter->sign_in(sign_in); };
  if (parts.redactor != nullptr) {
    sources.hide = [&parts](std::string_view label, const Secret& secret) {
      parts.redactor->add_labelled(std::string(label), secret);
    };
  }
  return sources;
}

Error nothing_found(const aws::Profile* profile) {
  if (profile != nullptr) {
    return {ErrorCode::kNotConnected, fmt::format("the AWS profile “{}” has no credentials", profile->name),
            fmt::format("Give it keys: aws configure --profile {}", profile->name)};
  }
  return {
      ErrorCode::kNotConnected, "not connected to AWS: no credentials were found",
      "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or make a profile (aws configure) and name it with "
      "--profile."};
}

}  // namespace

Result<ChosenCredentials> choose_credentials(const AuthenticateParts& parts, const ConnectInput& input,
                                             const aws::ProfileFiles& files,
                                             const std::string& fallback_region) {
  COFFER_ASSIGN(const ChosenProfile profile, choose_profile(input, *parts.environment, files));
  ChosenCredentials chosen;
  chosen.profile = profile.profile;
  chosen.region = choose_region(input, *parts.environment, profile.profile, fallback_region);
  if (input.credentials) {
    chosen.credentials = input.credentials->clone();
  } else {
    COFFER_ASSIGN(auto found, aws::find_credentials(source_parts(parts, input, files, profile, chosen.region),
                                                    profile.by, nullptr));
    if (!found) return nothing_found(profile.profile);
    chosen.credentials = std::move(*found);
  }
  if (!chosen.region.empty()) return chosen;
  return Error{ErrorCode::kRegionWrong, "no AWS region is set",
               "Give --region, set AWS_REGION, or add region to the profile.", "region"};
}

Result<SourcesReport> explain_sources(AuthenticateParts parts, const ConnectInput& input) {
  parts.prompter = nullptr;
  COFFER_ASSIGN(const aws::ProfileFiles files, aws::ProfileFiles::load(*parts.environment));
  COFFER_ASSIGN(const ChosenProfile profile, choose_profile(input, *parts.environment, files));
  SourcesReport report;
  if (profile.profile != nullptr) report.profile = profile.profile->name;
  report.region = choose_region(input, *parts.environment, profile.profile, "");
  const auto found = aws::find_credentials(source_parts(parts, input, files, profile, report.region),
                                           profile.by, &report.trace);
  if (!found) {
    report.error = found.error();
  } else if (!*found) {
    report.error = nothing_found(profile.profile);
  }
  return report;
}

}  // namespace coffer::secrets
