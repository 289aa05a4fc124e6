#include "aws/credentials/sso_settings.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "crypto/hasher.h"
#include "http/url.h"

namespace coffer::aws {
namespace {

using Settings = std::map<std::string, std::string, std::less<>>;

Error wrong(const Profile& profile, std::string_view setting, std::string what, std::string mend) {
  return {ErrorCode::kInvalidArgument,
          fmt::format("the AWS profile \"{}\" ({}) {}", profile.name, profile.where, what), std::move(mend),
          std::string(setting)};
}

// A value from the profile, else from its session; both may say it if they say the same.
class Lookup {
 public:
  Lookup(const Profile& profile, const Settings* session) : profile_(&profile), session_(session) {}

  Result<std::string> get(std::string_view setting) const {
    const std::string own(trim(profile_->get(setting).value_or("")));
    std::string shared;
    if (session_ != nullptr) {
      if (const auto found = session_->find(setting); found != session_->end()) shared = trim(found->second);
    }
    if (!own.empty() && !shared.empty() && own != shared) {
      return wrong(*profile_, setting,
                   fmt::format("and its sso-session contradict each other in {}", setting),
                   "Leave it in the sso-session only");
    }
    return own.empty() ? shared : own;
  }

  Result<std::string> need(std::string_view setting) const {
    COFFER_ASSIGN(std::string value, get(setting));
    if (!value.empty()) return value;
    return wrong(*profile_, setting, fmt::format("uses IAM Identity Center (SSO) and lacks {}", setting),
                 fmt::format("Add it, or run: aws configure sso --profile {}", profile_->name));
  }

 private:
  const Profile* profile_;
  const Settings* session_;
};

std::vector<std::string> split_scopes(std::string_view text) {
  std::vector<std::string> scopes;
  while (!text.empty()) {
    const size_t end = std::min(text.find(','), text.size());
    if (const auto scope = trim(text.substr(0, end)); !scope.empty()) scopes.emplace_back(scope);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return scopes;
}

Result<void> read_sign_in(const Profile& profile, const Lookup& lookup, SsoSettings& settings) {
  COFFER_ASSIGN(settings.start_url, lookup.need("sso_start_url"));
  COFFER_ASSIGN(settings.region, lookup.need("sso_region"));
  COFFER_ASSIGN(const std::string scopes, lookup.get("sso_registration_scopes"));
  settings.scopes = split_scopes(scopes);
  // Without a scope no refresh token is handed out; the AWS CLI asks for this one by itself.
  if (!settings.session.empty() && settings.scopes.empty()) settings.scopes = {"sso:account:access"};
  if (http::origin_of(settings.start_url)) return {};
  return wrong(profile, "sso_start_url", "has an sso_start_url that is no URL",
               "Write it as https://my.awsapps.com/start");
}

}  // namespace

Result<std::optional<SsoSettings>> sso_settings(const Profile& profile, const ProfileFiles& files,
                                                bool for_role) {
  const auto session_name = profile.get("sso_session");
  const bool has_role = profile.get("sso_account_id") || profile.get("sso_role_name");
  if (!has_role && (for_role || (!session_name && !profile.get("sso_start_url"))))
    return std::optional<SsoSettings>();
  const Settings* session = nullptr;
  SsoSettings settings;
  if (session_name) {
    settings.session = trim(*session_name);
    session = files.section("sso-session", settings.session);
    if (session == nullptr) {
      return wrong(
          profile, "sso_session", "names an sso-session that the config file does not have",
          fmt::format("Add a section [sso-session {}]: aws configure sso-session", settings.session));
    }
  }
  const Lookup lookup(profile, session);
  COFFER_TRY(read_sign_in(profile, lookup, settings));
  if (for_role) {
    COFFER_ASSIGN(settings.account_id, lookup.need("sso_account_id"));
    COFFER_ASSIGN(settings.role_name, lookup.need("sso_role_name"));
  }
  return std::optional(std::move(settings));
}

std::filesystem::path sso_token_file(const Environment& environment, const SsoSettings& settings) {
  const Secret digest = crypto::Hasher(crypto::HashAlgorithm::kSha1).update(settings.name()).finish();
  const std::string name = digest.expose([](std::string_view bytes) { return hex_encode(bytes); });
  return environment.home() / ".aws" / "sso" / "cache" / (name + ".json");
}

}  // namespace coffer::aws
