// The sign-in to IAM Identity Center by the device flow (RFC 8628), and its renewal.
#pragma once

#include "aws/credentials/source_parts.h"
#include "aws/credentials/sso_settings.h"
#include "aws/credentials/sso_token.h"
#include "base/result.h"

namespace coffer::aws {

// Registers, shows the sign-in through parts.sign_in, waits until the person is through, and keeps the token
// where the AWS CLI finds it. Blocks for as long as the code is good. kCancelled, kCredentialsExpired,
// kNetwork …
Result<SsoToken> sign_in_to_sso(const SourceParts& parts, const SsoSettings& settings);

// The token on disk, renewed where it is about to expire and can be; else, with parts.sign_in, a new one.
// kCredentialsExpired, saying how to sign in.
Result<SsoToken> current_sso_token(const SourceParts& parts, const SsoSettings& settings,
                                   const Profile& profile);

}  // namespace coffer::aws
