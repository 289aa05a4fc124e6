#include <fmt/format.h>

#include "aws/credentials/role_settings.h"
#include "aws/credentials/sources.h"
#include "aws/sts.h"
#include "base/encoding.h"
#include "base/files.h"

namespace coffer::aws {
namespace {

constexpr size_t kMaxToken =
    20000;  // bytes: bound of WebIdentityToken, AssumeRoleWithWebIdentity, API reference

// Each from the environment, else the profile (botocore takes them one by one). Where the profile was named
// on purpose the environment has no say.
class Settings {
 public:
  Settings(const Environment* environment, const Profile* profile)
      : environment_(environment), profile_(profile) {}

  std::optional<std::string> get(std::string_view variable, std::string_view key) {
    if (environment_ != nullptr) {
      if (auto value = environment_->get(variable)) return value;
    }
    return profile_ != nullptr ? profile_->get(key) : std::nullopt;
  }
  std::string place(std::string_view variable, std::string_view key) const {
    if (environment_ != nullptr && environment_->get(variable)) return std::string(variable);
    return fmt::format("{} of the AWS profile \"{}\" ({})", key, profile_->name, profile_->where);
  }

 private:
  const Environment* environment_;
  const Profile* profile_;
};

Result<Secret> read_token(const std::string& path, const std::string& place) {
  auto text = read_secret_file(path, kMaxToken);
  if (!text) {
    return Error{ErrorCode::kNotConnected,
                 fmt::format("the web identity token's file cannot be read: {}", text.error().what),
                 fmt::format("See {}, and whether whatever writes the file has run", place),
                 "web_identity_token_file"};
  }
  Secret token = text->expose([](std::string_view bytes) { return Secret(trim(bytes)); });
  if (!token.empty()) return token;
  return Error{ErrorCode::kNotConnected, fmt::format("the web identity token's file {} is empty", path),
               fmt::format("See {}, and whatever writes the file", place), "web_identity_token_file"};
}

}  // namespace

Result<std::optional<Credentials>> credentials_from_web_identity(const SourceParts& parts,
                                                                 const Profile* profile,
                                                                 bool ask_environment) {
  Settings settings(ask_environment ? parts.environment : nullptr, profile);
  const auto file = settings.get("AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file");
  if (!file) return std::optional<Credentials>();
  const std::string place = settings.place("AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file");
  AssumeRoleInput input;
  const auto role = settings.get("AWS_ROLE_ARN", "role_arn");
  if (!role) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("{} is set, but there is no role to assume with it", place),
                 ask_environment ? "Set AWS_ROLE_ARN" : "Add role_arn to the profile", "role_arn"};
  }
  input.role_arn = trim(*role);
  if (const auto name = settings.get("AWS_ROLE_SESSION_NAME", "role_session_name"))
    input.session_name = *name;
  if (profile != nullptr) {
    COFFER_ASSIGN(input.duration, role_duration(*profile));
  }
  COFFER_ASSIGN(const Secret token, read_token(*file, place));
  parts.keep_hidden("web identity token", token);
  auto credentials = assume_role_with_web_identity(*client_of(parts), token, parts.region, input);
  if (!credentials) {
    Error error = std::move(credentials).error();
    error.what = fmt::format("{} (token file named by {})", error.what, place);
    return error;
  }
  parts.keep_hidden(*credentials);
  return std::optional(std::move(*credentials));
}

}  // namespace coffer::aws
