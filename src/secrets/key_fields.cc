#include "secrets/key_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "aws/times.h"
#include "base/encoding.h"

namespace coffer::secrets {
namespace {

constexpr size_t kShortestKeyId = 16, kLongestKeyId = 128;
constexpr int kMostHours = 36;  // GetSessionToken's longest session; all others are shorter

Error bad_expiry(std::string what) {
  return {ErrorCode::kInvalidArgument, std::move(what),
          "Give a time in UTC, such as 2026-01-31T12:00:00Z, or how long they still hold: 45m, 12h.",
          "expires"};
}

// 45m, 12h.
std::optional<std::chrono::minutes> parse_duration(std::string_view text) {
  if (text.empty() || (text.back() != 'm' && text.back() != 'h')) return std::nullopt;
  const bool hours = text.back() == 'h';
  text.remove_suffix(1);
  int number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (number < 1 || number > kMostHours * (hours ? 1 : 60)) return std::nullopt;
  return hours ? std::chrono::hours(number) : std::chrono::minutes(number);
}

}  // namespace

Result<void> check_access_key_id(std::string_view id) {
  const bool plain = std::ranges::all_of(id, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
  if (plain && id.size() >= kShortestKeyId && id.size() <= kLongestKeyId) return {};
  return Error{
      ErrorCode::kInvalidArgument, id.empty() ? "it is empty" : "this is no access key ID",
      "It begins with AKIA (long-lived) or ASIA (temporary), and has 16 or more capital letters and digits.",
      kAccessKeyId};
}

std::optional<KeyType> type_of_access_key(std::string_view id) {
  if (id.starts_with("AKIA")) return KeyType::kLongLived;
  if (id.starts_with("ASIA")) return KeyType::kTemporary;
  return std::nullopt;
}

Result<Secret> take_key_secret(const Secret& typed, const char* field) {
  Secret bare = typed.expose([](std::string_view text) { return Secret(trim(text)); });
  if (bare.empty()) return Error{ErrorCode::kInvalidArgument, "it is empty", "", field};
  const bool plain = bare.expose([](std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
  });
  if (plain) return bare;
  return Error{ErrorCode::kInvalidArgument, "there is a space in it, or another character that none has",
               "Was more than the one field pasted?", field};
}

Result<WallTime> parse_expiry(std::string_view text, WallTime now) {
  text = trim(text);
  if (const auto duration = parse_duration(text)) return now + *duration;
  const auto time = aws::parse_iso_time(text);
  if (!time) return bad_expiry("this is no time");
  if (*time <= now) return bad_expiry("this time is over");
  return *time;
}

const char* missing_key_field(const KeyAnswers& answers) {
  if (!answers.access_key_id) return kAccessKeyId;
  if (!answers.secret_access_key) return kSecretAccessKey;
  const bool temporary = answers.type == "temporary" || answers.expires ||
                         type_of_access_key(*answers.access_key_id) == KeyType::kTemporary;
  return temporary && !answers.session_token ? kSessionToken : nullptr;
}

aws::Credentials credentials_of(KeyAnswers answers, std::string source) {
  aws::Credentials keys;
  keys.source = std::move(source);
  keys.access_key_id = *std::move(answers.access_key_id);
  keys.secret_access_key = *std::move(answers.secret_access_key);
  if (answers.session_token) keys.session_token = *std::move(answers.session_token);
  keys.expires = answers.expires;
  return keys;
}

ProfileKind kind_of(const aws::Profile& profile) {
  if (profile.get("role_arn"))
    return profile.get("web_identity_token_file") ? ProfileKind::kWebIdentity : ProfileKind::kRole;
  if (profile.get("sso_session") || profile.get("sso_start_url")) return ProfileKind::kSso;
  if (!profile.access_key_id.empty())
    return profile.session_token.empty() ? ProfileKind::kKeys : ProfileKind::kTemporary;
  if (profile.get("login_session")) return ProfileKind::kLogin;
  return profile.get("credential_process") ? ProfileKind::kProcess : ProfileKind::kNone;
}

std::string kind_of_profile(const aws::Profile& profile) {
  switch (kind_of(profile)) {
    case ProfileKind::kRole:
    case ProfileKind::kWebIdentity:
      return fmt::format("role {}", profile.get("role_arn").value_or(""));
    case ProfileKind::kSso:
      return "IAM Identity Center (SSO)";
    case ProfileKind::kKeys:
      return "access key";
    case ProfileKind::kTemporary:
      return "access key and session token";
    case ProfileKind::kLogin:
      return "aws login";
    case ProfileKind::kProcess:
      return "credential_process";
    case ProfileKind::kNone:
      break;
  }
  return "no credentials";
}

}  // namespace coffer::secrets
