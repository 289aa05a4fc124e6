// The calls to IAM Identity Center: its OIDC service and its portal. Sources: API references of IAM Identity
// Center OIDC (2019-06-10) and of its portal (2019-06-10).
#pragma once

#include <string>

#include "aws/credentials/source_parts.h"
#include "aws/credentials/sso_settings.h"
#include "aws/credentials/sso_token.h"
#include "base/result.h"

namespace coffer::aws {

struct DeviceAuthorization {
  Secret device_code;
  SignIn sign_in;
  std::chrono::seconds expires{600}, interval{5};
};

// Registers a public client, named after Coffer, with the scopes of the settings.
Result<SsoRegistration> register_sso_client(Client& client, const Clock& clock, const SsoSettings& settings);
Result<DeviceAuthorization> start_device_authorization(Client& client, const SsoSettings& settings,
                                                       const SsoRegistration& registration);

// What CreateToken says while the person is still at it.
enum class TokenState { kGranted, kPending, kSlowDown };
struct TokenAnswer {
  TokenState state = TokenState::kGranted;
  SsoToken token;  // where it is granted
};
// RFC 8628 §3.4, 3.5. kCredentialsExpired where the code is too old, kCancelled where the person said no.
Result<TokenAnswer> ask_device_token(Client& client, const Clock& clock, const SsoSettings& settings,
                                     const SsoRegistration& registration, const Secret& device_code);
// With the refresh token of `token`; keeps what the answer leaves out.
Result<SsoToken> refresh_sso_token(Client& client, const Clock& clock, const SsoSettings& settings,
                                   const SsoToken& token);

// GetRoleCredentials. kCredentialsExpired where the token is refused.
Result<Credentials> get_role_credentials(Client& client, const SsoSettings& settings,
                                         const Secret& access_token);

}  // namespace coffer::aws
