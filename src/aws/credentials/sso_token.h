// The sign-in to IAM Identity Center as the AWS CLI keeps it on disk.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"

namespace coffer::aws {

// Who asks: a public OIDC client. Good for about 90 days.
struct SsoRegistration {
  std::string client_id;
  Secret client_secret;
  std::optional<WallTime> expires;
};

struct SsoToken {
  std::string start_url, region;
  Secret access_token;
  WallTime expires;
  Secret refresh_token;  // empty: it cannot be renewed
  SsoRegistration registration;
};

// nullopt where there is no such file. kMalformed, naming file and member, quoting nothing.
Result<std::optional<SsoToken>> load_sso_token(const std::filesystem::path& file);
Result<SsoToken> read_sso_token(const Secret& text);

// Whole, of mode 0600, in the form that the AWS CLI reads.
Result<void> save_sso_token(const std::filesystem::path& file, const SsoToken& token);

}  // namespace coffer::aws
