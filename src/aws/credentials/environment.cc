#include <utility>

#include "aws/credentials/sources.h"
#include "aws/times.h"
#include "base/encoding.h"

namespace coffer::aws {
namespace {

// AWS keys and tokens have no white space, but variables pasted or read from files often end in some. Empty
// where the variable is unset or blank.
Secret secret_variable(const Environment& environment, std::string_view name) {
  const auto value = environment.get_secret(name);
  if (!value) return {};
  return value->expose([](std::string_view text) { return Secret(trim(text)); });
}

Error half_missing(std::string_view present, std::string_view missing) {
  return {ErrorCode::kInvalidArgument,
          std::string(present) + " is set, but " + std::string(missing) + " is not", "Set both, or neither",
          std::string(missing)};
}

}  // namespace

Result<std::optional<Credentials>> credentials_from_environment(const Environment& environment) {
  Credentials credentials;
  credentials.access_key_id = trim(environment.get("AWS_ACCESS_KEY_ID").value_or(""));
  credentials.secret_access_key = secret_variable(environment, "AWS_SECRET_ACCESS_KEY");
  const bool has_key = !credentials.access_key_id.empty(),
             has_secret = !credentials.secret_access_key.empty();
  if (!has_key && !has_secret) return std::optional<Credentials>();
  if (!has_secret) return half_missing("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
  if (!has_key) return half_missing("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID");

  credentials.session_token = secret_variable(environment, "AWS_SESSION_TOKEN");
  if (credentials.session_token.empty()) {
    credentials.session_token =
        secret_variable(environment, "AWS_SECURITY_TOKEN");  // its old name; botocore reads it
  }
  credentials.source = "environment";
  // What `aws configure export-credentials --format env` sets.
  if (const auto expires = environment.get("AWS_CREDENTIAL_EXPIRATION"); expires && credentials.temporary()) {
    credentials.expires = parse_iso_time(trim(*expires));
    if (!credentials.expires) {
      return Error{ErrorCode::kInvalidArgument, "it is no time",
                   "Write it as 2026-01-31T12:00:00Z, or unset it", "AWS_CREDENTIAL_EXPIRATION"};
    }
  }
  return std::optional(std::move(credentials));
}

std::optional<std::string> region_from(const Environment& environment, const Profile* profile) {
  for (const std::string_view name : {"AWS_REGION", "AWS_DEFAULT_REGION"}) {
    const std::string region(trim(environment.get(name).value_or("")));
    if (!region.empty()) return region;
  }
  return profile != nullptr ? profile->get("region") : std::nullopt;
}

std::optional<std::string> profile_name_from(const Environment& environment) {
  for (const std::string_view name : {"AWS_PROFILE", "AWS_DEFAULT_PROFILE"}) {
    const std::string profile(trim(environment.get(name).value_or("")));
    if (!profile.empty()) return profile;
  }
  return std::nullopt;
}

}  // namespace coffer::aws
