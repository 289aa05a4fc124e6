#include <fmt/format.h>

#include "aws/credentials/sources.h"
#include "base/encoding.h"

namespace coffer::aws {
namespace {

Error half_missing(const Profile& profile, std::string_view missing) {
  return {ErrorCode::kInvalidArgument,
          fmt::format("the AWS profile \"{}\" ({}) has no {}", profile.name, profile.where, missing),
          fmt::format("Add it, or run: aws configure --profile {}", profile.name), std::string(missing)};
}

}  // namespace

Result<std::optional<Credentials>> credentials_from_profile(const Profile& profile) {
  const std::string key_id(trim(profile.access_key_id));
  const bool has_secret = !profile.secret_access_key.empty();
  if (key_id.empty() && !has_secret) return std::optional<Credentials>();
  if (!has_secret) return half_missing(profile, "aws_secret_access_key");
  if (key_id.empty()) return half_missing(profile, "aws_access_key_id");
  return std::optional(Credentials{key_id, profile.secret_access_key.clone(), profile.session_token.clone(),
                                   std::nullopt, "profile " + profile.name});
}

}  // namespace coffer::aws
