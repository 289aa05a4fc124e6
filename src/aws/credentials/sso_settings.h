// What a profile says of IAM Identity Center (SSO), in its two layouts.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "aws/profile_file.h"
#include "base/environment.h"
#include "base/result.h"

namespace coffer::aws {

struct SsoSettings {
  std::string session;  // of [sso-session NAME]; empty in the older layout, where all stands in the profile
  std::string start_url, region;
  std::vector<std::string> scopes;    // sso_registration_scopes; of a session only
  std::string account_id, role_name;  // empty where only the sign-in is meant

  const std::string& name() const { return session.empty() ? start_url : session; }
};

// nullopt where the profile says nothing of SSO, or, if `for_role`, neither sso_account_id nor sso_role_name.
// kInvalidArgument, with the setting as field, where one is missing or contradicts its session.
Result<std::optional<SsoSettings>> sso_settings(const Profile& profile, const ProfileFiles& files,
                                                bool for_role);

// ~/.aws/sso/cache/<SHA-1 of the session's name, else of the start URL>.json: where the AWS CLI and the SDKs
// keep the token. Source: botocore/utils.py, SSOTokenLoader.
std::filesystem::path sso_token_file(const Environment& environment, const SsoSettings& settings);

}  // namespace coffer::aws
