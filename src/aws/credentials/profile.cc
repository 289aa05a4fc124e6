#include <fmt/format.h>

#include "aws/credentials/sources.h"
#include "base/encoding.h"

namespace coffer::aws {
namespace {

struct OtherSource {
  std::string_view setting, name;
};
// In botocore's order: these go before keys that stand in the same profile …
constexpr OtherSource kBeforeKeys[] = {
    {"web_identity_token_file", "a web identity token"},
    {"role_arn", "a role of another profile"},
    {"sso_session", "IAM Identity Center (SSO)"},
    {"sso_start_url", "IAM Identity Center (SSO)"},
};
// … and these after them.
constexpr OtherSource kAfterKeys[] = {
    {"credential_process", "a credential process"},
    {"login_session", "`aws login`"},
};

Error unsupported(const Profile& profile, const OtherSource& source) {
  const auto base = profile.get("source_profile");
  std::string mend =
      "Export them first: aws configure export-credentials --format env --profile " + profile.name;
  if (source.setting == "role_arn" && base) {
    mend = fmt::format("Connect with the profile {}, and name the role in the link's Role ARN", *base);
  }
  return {ErrorCode::kUnsupported,
          fmt::format("the AWS profile \"{}\" takes its credentials from {} ({}), which Coffer cannot do yet",
                      profile.name, source.name, source.setting),
          std::move(mend), "profile"};
}

Error half_missing(const Profile& profile, std::string_view missing) {
  return {ErrorCode::kInvalidArgument, fmt::format("the AWS profile \"{}\" has no {}", profile.name, missing),
          fmt::format("Add it, or run: aws configure --profile {}", profile.name), std::string(missing)};
}

}  // namespace

Result<std::optional<Credentials>> credentials_from_profile(const Profile& profile) {
  for (const OtherSource& source : kBeforeKeys) {
    if (profile.get(source.setting)) return unsupported(profile, source);
  }
  const std::string key_id(trim(profile.access_key_id));
  const bool has_secret = !profile.secret_access_key.empty();
  if (key_id.empty() && !has_secret) {
    for (const OtherSource& source : kAfterKeys) {
      if (profile.get(source.setting)) return unsupported(profile, source);
    }
    return std::optional<Credentials>();
  }
  if (!has_secret) return half_missing(profile, "aws_secret_access_key");
  if (key_id.empty()) return half_missing(profile, "aws_access_key_id");
  return std::optional(Credentials{key_id, profile.secret_access_key.clone(), profile.session_token.clone(),
                                   std::nullopt, "profile " + profile.name});
}

}  // namespace coffer::aws
