#include "aws/credentials/sso_token.h"

#include <fmt/format.h>

#include "aws/credentials/secret_object.h"
#include "aws/times.h"
#include "base/encoding.h"
#include "base/files.h"
#include "json/json.h"

namespace coffer::aws {
namespace {

constexpr size_t kMaxFile = size_t{256} << 10;

// Version 1 of the AWS CLI wrote …UTC, and wrote nothing of a zone at times.
std::optional<WallTime> time_in(const json::Value& root, std::string_view member) {
  std::string text(trim(json::find_string(root, member).value_or("")));
  if (text.ends_with("UTC")) text.replace(text.size() - 3, 3, "Z");
  return parse_iso_time(text);
}

Secret secret_in(const json::Value& root, std::string_view member) {
  return Secret(json::find_string(root, member).value_or(""));
}

// 2026-01-31T12:00:00Z: whole seconds, which every reader takes.
std::string seconds_text(WallTime time) { return iso_date(time).substr(0, 19) + "Z"; }

Error malformed(std::string what) { return {ErrorCode::kMalformed, std::move(what)}; }

}  // namespace

Result<SsoToken> read_sso_token(const Secret& text) {
  const auto document = json::SecretDocument::parse(text, {.depth = 16, .bytes = kMaxFile});
  if (!document || !document->root().is_object()) return malformed("it is no JSON object");
  const json::Value& root = document->root();
  SsoToken token;
  token.access_token = secret_in(root, "accessToken");
  if (token.access_token.empty()) return malformed("it has no accessToken");
  const auto expires = time_in(root, "expiresAt");
  if (!expires) return malformed("its expiresAt is missing or no time");
  token.expires = *expires;
  token.start_url = json::find_string(root, "startUrl").value_or("");
  token.region = json::find_string(root, "region").value_or("");
  token.refresh_token = secret_in(root, "refreshToken");
  token.registration.client_id = json::find_string(root, "clientId").value_or("");
  token.registration.client_secret = secret_in(root, "clientSecret");
  token.registration.expires = time_in(root, "registrationExpiresAt");
  return token;
}

Result<std::optional<SsoToken>> load_sso_token(const std::filesystem::path& file) {
  auto text = read_secret_file(file, kMaxFile);
  if (!text && text.error().code == ErrorCode::kNotFound) return std::optional<SsoToken>();
  if (!text) return std::move(text).error();
  auto token = read_sso_token(*text);
  if (token) return std::optional(std::move(*token));
  return malformed(fmt::format("the token file {} is damaged: {}", file.string(), token.error().what));
}

Result<void> save_sso_token(const std::filesystem::path& file, const SsoToken& token) {
  SecretObject object;
  object.text("startUrl", token.start_url).text("region", token.region);
  object.text("accessToken", token.access_token).text("expiresAt", seconds_text(token.expires));
  const SsoRegistration& client = token.registration;
  if (!client.client_id.empty())
    object.text("clientId", client.client_id).text("clientSecret", client.client_secret);
  if (client.expires) object.text("registrationExpiresAt", seconds_text(*client.expires));
  if (!token.refresh_token.empty()) object.text("refreshToken", token.refresh_token);
  const Secret text = object.take();
  COFFER_TRY(make_private_folder(folder_of(file)));
  return text.expose([&](std::string_view bytes) { return replace_file(file, bytes); });
}

}  // namespace coffer::aws
