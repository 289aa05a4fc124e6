// The shared AWS files, ~/.aws/config and ~/.aws/credentials, as the AWS CLI and the SDKs read them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/credentials.h"
#include "base/environment.h"
#include "base/result.h"
#include "base/secret.h"

namespace coffer::aws {

// A profile merged from both files; where both have a key the credentials file wins. Move-only: it holds
// secrets.
struct Profile {
  std::string name;
  std::string
      where;  // for errors: "[profile main] of ~/.aws/config", and of the credentials file, if it is there
  std::map<std::string, std::string, std::less<>> settings;  // lower-cased keys, without the three below
  std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>>
      nested;  // s3 = \n  key = value
  std::map<std::string, std::string, std::less<>>
      services;  // of its [services NAME]: "secrets_manager.endpoint_url"
  std::string access_key_id;
  Secret secret_access_key, session_token;

  std::optional<std::string> get(
      std::string_view key) const;  // lower-case key; nullopt where absent or blank
};

class ProfileFiles {
 public:
  // Reads the files that AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name (defaults under HOME). A file
  // that does not exist counts as empty; an unreadable or malformed one is an error that names file and line,
  // never its text.
  static Result<ProfileFiles> load(const Environment& environment);

  std::vector<std::string> names() const;
  const Profile* find(std::string_view name) const;
  // Spec 3.5: the profile to fill fields from: `name` if given (kNotFound lists the names there are), else
  // `main`, else `default`.
  Result<const Profile*> for_autofill(const std::optional<std::string>& name) const;
  // [services NAME] and [sso-session NAME] sections.
  const std::map<std::string, std::string, std::less<>>* section(std::string_view kind,
                                                                 std::string_view name) const;

 private:
  std::map<std::string, Profile, std::less<>> profiles_;
  std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>>
      sections_;  // "services NAME"; nested keys as "secrets_manager.endpoint_url"
};

}  // namespace coffer::aws
