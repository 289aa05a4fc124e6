// What `aws login` keeps: ~/.aws/login/cache/<SHA-256 of login_session>.json, or in
// AWS_LOGIN_CACHE_DIRECTORY. Source: "Login credentials provider", AWS SDKs and Tools Reference Guide;
// botocore/credentials.py, LoginCredentialFetcher.
#include <fmt/format.h>

#include "aws/credentials/sources.h"
#include "aws/times.h"
#include "base/encoding.h"
#include "base/files.h"
#include "crypto/hash.h"
#include "json/json.h"

namespace coffer::aws {
namespace {

constexpr size_t kMaxFile = size_t{256} << 10;

std::filesystem::path cache_file(const Environment& environment, const std::string& session) {
  const std::string name = crypto::sha256_hex(session) + ".json";
  const auto folder = environment.get("AWS_LOGIN_CACHE_DIRECTORY");
  if (!folder) return environment.home() / ".aws" / "login" / "cache" / name;
  if (folder->starts_with("~/")) return environment.home() / folder->substr(2) / name;
  return std::filesystem::path(*folder) / name;
}

Error login_needed(const Profile& profile, std::string what) {
  return {ErrorCode::kCredentialsExpired,
          fmt::format("`aws login` of the AWS profile \"{}\" ({}): {}", profile.name, profile.where, what),
          fmt::format("Log in with the AWS CLI: aws login --profile {}", profile.name), "login_session"};
}

}  // namespace

Result<std::optional<Credentials>> credentials_from_login(const SourceParts& parts, const Profile& profile) {
  const auto session = profile.get("login_session");
  if (!session) return std::optional<Credentials>();
  const auto file = cache_file(*parts.environment, *session);
  auto text = read_secret_file(file, kMaxFile);
  if (!text) return login_needed(profile, text.error().what);
  const auto document = json::SecretDocument::parse(*text, {.depth = 16, .bytes = kMaxFile});
  const json::Value* token = document ? json::find(document->root(), "accessToken") : nullptr;
  if (token == nullptr) return login_needed(profile, fmt::format("{} is damaged", file.string()));
  Credentials credentials;
  credentials.access_key_id = json::find_string(*token, "accessKeyId").value_or("");
  credentials.secret_access_key = Secret(json::find_string(*token, "secretAccessKey").value_or(""));
  credentials.session_token = Secret(json::find_string(*token, "sessionToken").value_or(""));
  credentials.expires = parse_iso_time(json::find_string(*token, "expiresAt").value_or(""));
  credentials.source = "aws login of profile " + profile.name;
  if (credentials.access_key_id.empty() || credentials.secret_access_key.empty() ||
      !credentials.temporary() || !credentials.expires) {
    return login_needed(profile, fmt::format("{} lacks a part of the credentials", file.string()));
  }
  if (*credentials.expires <= parts.clock->now())
    return login_needed(profile, "the credentials in its cache have expired, and Coffer does not renew them");
  parts.keep_hidden(credentials);
  return std::optional(std::move(credentials));
}

}  // namespace coffer::aws
