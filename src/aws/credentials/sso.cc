#include <fmt/format.h>

#include "aws/credentials/sources.h"
#include "aws/credentials/sso_calls.h"
#include "aws/credentials/sso_sign_in.h"

namespace coffer::aws {

Result<std::optional<Credentials>> credentials_from_sso(const SourceParts& parts, const Profile& profile) {
  COFFER_ASSIGN(const auto settings, sso_settings(profile, *parts.files, true));
  if (!settings) return std::optional<Credentials>();
  COFFER_ASSIGN(const SsoToken token, current_sso_token(parts, *settings, profile));
  auto credentials = get_role_credentials(*client_of(parts), *settings, token.access_token);
  if (!credentials && credentials.error().code == ErrorCode::kCredentialsExpired && parts.sign_in) {
    COFFER_ASSIGN(const SsoToken fresh, sign_in_to_sso(parts, *settings));
    credentials = get_role_credentials(*client_of(parts), *settings, fresh.access_token);
  }
  if (credentials) {
    parts.keep_hidden(*credentials);
    return std::optional(std::move(*credentials));
  }
  Error error = std::move(credentials).error();
  error.what = fmt::format("{} (AWS profile \"{}\", {})", error.what, profile.name, profile.where);
  if (error.code == ErrorCode::kCredentialsExpired)
    error.mend = fmt::format("Sign in again: coffer aws login --profile {}", profile.name);
  return error;
}

}  // namespace coffer::aws
