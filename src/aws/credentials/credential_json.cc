#include "aws/credentials/credential_json.h"

#include <fmt/format.h>

#include "aws/times.h"
#include "base/encoding.h"
#include "json/json.h"

namespace coffer::aws {
namespace {

constexpr size_t kMaxText = size_t{64} << 10;

Error wrong(std::string what) { return {ErrorCode::kMalformed, std::move(what)}; }

// The member's text; "" where it is missing, null or blank; an error where it is of another kind.
Result<std::string_view> text_of(const json::Value& root, std::string_view member) {
  const json::Value* value = json::find(root, member);
  if (value == nullptr || value->is_null()) return std::string_view();
  if (!value->is_string()) return wrong(fmt::format("its {} is no text", member));
  return trim(json::view(value->get_string()));
}

Result<std::string_view> needed(const json::Value& root, std::string_view member) {
  COFFER_ASSIGN(const std::string_view text, text_of(root, member));
  if (text.empty()) return wrong(fmt::format("it has no {}", member));
  return text;
}

Result<void> check_version(const json::Value& root) {
  const auto version = json::find_number(root, "Version");
  if (version && *version == 1) return {};
  return wrong(version ? "its Version is not 1" : "it has no Version, which must be 1");
}

// Instances say so where the role cannot be assumed: {"Code": "AssumeRoleUnauthorizedAccess", "Message": …}.
Result<void> check_code(const json::Value& root) {
  const auto code = json::find_string(root, "Code");
  if (!code || *code == "Success") return {};
  std::string word;
  for (const char c : code->substr(0, 64)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter) word += c;
  }
  return wrong(fmt::format("it says {} instead of credentials", word.empty() ? "no" : word));
}

Result<std::optional<WallTime>> read_expiration(const json::Value& root, CredentialForm form) {
  COFFER_ASSIGN(const std::string_view text, text_of(root, "Expiration"));
  if (text.empty()) {
    if (form == CredentialForm::kMetadata) return wrong("it has no Expiration");
    return std::optional<WallTime>();
  }
  const auto time = parse_iso_time(text);
  if (!time) return wrong("its Expiration is no time");
  return time;
}

}  // namespace

Result<Credentials> read_credential_json(const Secret& text, CredentialForm form, std::string source) {
  const auto document = json::SecretDocument::parse(text, {.depth = 16, .bytes = kMaxText});
  if (!document)
    return wrong(document.error().code == ErrorCode::kTooLarge ? "it is too long" : "it is no JSON");
  const json::Value& root = document->root();
  if (!root.is_object()) return wrong("it is no JSON object");
  if (form == CredentialForm::kProcess) {
    COFFER_TRY(check_version(root));
  } else {
    COFFER_TRY(check_code(root));
  }
  COFFER_ASSIGN(const std::string_view id, needed(root, "AccessKeyId"));
  COFFER_ASSIGN(const std::string_view secret, needed(root, "SecretAccessKey"));
  const std::string_view token_name = form == CredentialForm::kProcess ? "SessionToken" : "Token";
  COFFER_ASSIGN(const std::string_view token,
                form == CredentialForm::kProcess ? text_of(root, token_name) : needed(root, token_name));
  COFFER_ASSIGN(const auto expires, read_expiration(root, form));
  return Credentials{std::string(id), Secret(secret), Secret(token), expires, std::move(source)};
}

}  // namespace coffer::aws
