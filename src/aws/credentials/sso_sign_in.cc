#include "aws/credentials/sso_sign_in.h"

#include <fmt/format.h>

#include "aws/credentials/sso_calls.h"

namespace coffer::aws {
namespace {

constexpr std::chrono::minutes kRenewBefore{15};  // botocore/tokens.py, SSOTokenProvider
constexpr std::chrono::seconds kSlowDown{5};      // RFC 8628 §3.5

void hide(const SourceParts& parts, const SsoToken& token) {
  parts.keep_hidden("SSO access token", token.access_token);
  parts.keep_hidden("SSO refresh token", token.refresh_token);
  parts.keep_hidden("SSO client secret", token.registration.client_secret);
}

bool can_renew(const SsoToken& token, const SsoSettings& settings, WallTime now) {
  const SsoRegistration& client = token.registration;
  return !settings.session.empty() && !token.refresh_token.empty() && !client.client_id.empty() &&
         !client.client_secret.empty() && client.expires && *client.expires > now;
}

Error sign_in_needed(const SsoSettings& settings, const Profile& profile, std::string_view why) {
  return {
      ErrorCode::kCredentialsExpired,
      fmt::format("the sign-in to IAM Identity Center \"{}\" of the AWS profile \"{}\" {}", settings.name(),
                  profile.name, why),
      fmt::format("Sign in: coffer aws login --profile {0} (or: aws sso login --profile {0})", profile.name)};
}

}  // namespace

Result<SsoToken> sign_in_to_sso(const SourceParts& parts, const SsoSettings& settings) {
  const auto client = client_of(parts);
  COFFER_ASSIGN(const SsoRegistration registration, register_sso_client(*client, *parts.clock, settings));
  parts.keep_hidden("SSO client secret", registration.client_secret);
  COFFER_ASSIGN(const DeviceAuthorization started,
                start_device_authorization(*client, settings, registration));
  parts.keep_hidden("SSO device code", started.device_code);
  COFFER_TRY(parts.sign_in(started.sign_in));
  const auto deadline = parts.clock->elapsed() + started.expires;
  std::chrono::seconds interval = started.interval;
  while (parts.clock->elapsed() < deadline) {
    parts.clock->sleep(interval);
    COFFER_ASSIGN(TokenAnswer answer,
                  ask_device_token(*client, *parts.clock, settings, registration, started.device_code));
    if (answer.state == TokenState::kSlowDown) interval += kSlowDown;
    if (answer.state != TokenState::kGranted) continue;
    hide(parts, answer.token);
    COFFER_TRY(save_sso_token(sso_token_file(*parts.environment, settings), answer.token));
    return std::move(answer.token);
  }
  return Error{ErrorCode::kCredentialsExpired, "the sign-in was not finished in time", "Begin again."};
}

Result<SsoToken> current_sso_token(const SourceParts& parts, const SsoSettings& settings,
                                   const Profile& profile) {
  const auto file = sso_token_file(*parts.environment, settings);
  auto kept = load_sso_token(file);
  if (!kept && !parts.sign_in) {
    return sign_in_needed(settings, profile, fmt::format("cannot be read: {}", kept.error().what));
  }
  std::string_view why = kept && *kept ? "has expired" : "is missing";
  if (kept && *kept) {
    SsoToken& token = **kept;
    hide(parts, token);
    const WallTime now = parts.clock->now();
    if (token.expires - now < kRenewBefore && can_renew(token, settings, now)) {
      auto fresh = refresh_sso_token(*client_of(parts), *parts.clock, settings, token);
      if (fresh) {
        hide(parts, *fresh);
        // A folder that cannot be written to (a container's) is no reason to do without.
        static_cast<void>(save_sso_token(file, *fresh));
        return fresh;
      }
      why = "has expired, and could not be renewed";
    }
    if (token.expires > now) return std::move(token);
  }
  if (parts.sign_in) return sign_in_to_sso(parts, settings);
  return sign_in_needed(settings, profile, why);
}

}  // namespace coffer::aws
