// JWT bearer (RFC 7515, RFC 7518, RFC 7519), as postman-runtime's jwt.js makes it with jose.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/encoding.h"
#include "base/secret_encoding.h"
#include "crypto/base64_secret.h"
#include "crypto/private_key.h"
#include "postman/auth/json_text.h"
#include "postman/auth/params.h"
#include "postman/auth/sent_url.h"
#include "postman/auth/types.h"
#include "postman/template_url.h"

namespace coffer::postman {
namespace {

using crypto::HashAlgorithm;
using crypto::SignatureScheme;

struct Algorithm {
  std::string_view name;
  HashAlgorithm hash = HashAlgorithm::kSha256;
  std::optional<SignatureScheme> scheme;  // none: HMAC
  int curve_bits = 0;
};
constexpr std::array<Algorithm, 12> kAlgorithms{
    {{"HS256", HashAlgorithm::kSha256, std::nullopt, 0},
     {"HS384", HashAlgorithm::kSha384, std::nullopt, 0},
     {"HS512", HashAlgorithm::kSha512, std::nullopt, 0},
     {"RS256", HashAlgorithm::kSha256, SignatureScheme::kRsaPkcs1, 0},
     {"RS384", HashAlgorithm::kSha384, SignatureScheme::kRsaPkcs1, 0},
     {"RS512", HashAlgorithm::kSha512, SignatureScheme::kRsaPkcs1, 0},
     {"PS256", HashAlgorithm::kSha256, SignatureScheme::kRsaPss, 0},
     {"PS384", HashAlgorithm::kSha384, SignatureScheme::kRsaPss, 0},
     {"PS512", HashAlgorithm::kSha512, SignatureScheme::kRsaPss, 0},
     {"ES256", HashAlgorithm::kSha256, SignatureScheme::kEcdsa, 256},
     {"ES384", HashAlgorithm::kSha384, SignatureScheme::kEcdsa, 384},
     {"ES512", HashAlgorithm::kSha512, SignatureScheme::kEcdsa, 521}}};
constexpr int kShortestRsaKey = 2048;  // bits: RFC 7518 §3.3 and §3.5

Result<Algorithm> algorithm_of(const AuthParams& params) {
  COFFER_ASSIGN(const std::string name, params.plain("algorithm"));
  const auto* found = std::ranges::find(kAlgorithms, name, &Algorithm::name);
  if (found != kAlgorithms.end()) return *found;
  return auth_error(ErrorCode::kUnsupported, "algorithm", fmt::format("\"{}\" is no JWT algorithm", name),
                    "Use HS256, RS256, PS256 or ES256, or one of them with 384 or 512.");
}

// An attribute that is a JSON object, or nothing.
Result<json::Object> object_of(const AuthParams& params, std::string_view name) {
  const std::string text(trim(params.text(name)));
  if (text.empty()) return json::Object();
  auto parsed = json::parse(text);
  if (parsed && parsed->is_object()) return std::move(parsed->as_object());
  return auth_error(ErrorCode::kInvalidArgument, name,
                    parsed ? "it is no JSON object" : "it is not JSON: " + parsed.error().what,
                    "References stand in quotes: {\"sub\": \"{{vault:name}}\"}.");
}

Result<Secret> encoded_header(AuthParams& params, const Algorithm& algorithm, const Draft& draft,
                              std::vector<std::string>& used) {
  COFFER_ASSIGN(json::Object header, object_of(params, "header"));
  header["alg"] = std::string(algorithm.name);  // the auth's own word counts, not the header's
  COFFER_ASSIGN(const Secret text, stringify(header, "auth header", draft, used));
  return base64url_encode(text);
}

Result<Secret> encoded_payload(AuthParams& params, const Draft& draft, std::vector<std::string>& used) {
  COFFER_ASSIGN(json::Object payload, object_of(params, "payload"));
  COFFER_ASSIGN(const Secret text, stringify(payload, "auth payload", draft, used));
  return base64url_encode(text);
}

// As Node's Buffer reads base64: also in the alphabet of URLs, with and without padding, white space in it.
Result<Secret> decoded_secret(const Secret& text) {
  SecretBuilder padded;
  text.expose([&](std::string_view bytes) {
    for (const char c : bytes) {
      if (c == '=' || c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
      padded.append(c == '-' ? '+' : c == '_' ? '/' : c);
    }
  });
  while (padded.size() % 4 != 0) padded.append('=');
  auto decoded = padded.take().expose(crypto::base64_decode_secret);
  if (decoded) return std::move(*decoded);
  return auth_error(ErrorCode::kInvalidArgument, "secret", "it is not base64",
                    "Switch \"Secret Base64 encoded\" off, or store the secret in base64.");
}

Result<void> check_key(const crypto::PrivateKey& key, const Algorithm& algorithm) {
  const bool ec = algorithm.scheme == SignatureScheme::kEcdsa;
  const bool is_ec = key.kind() == crypto::PrivateKey::Kind::kEc;
  if (ec && is_ec && key.bits() != algorithm.curve_bits) {
    return auth_error(ErrorCode::kInvalidArgument, "privateKey",
                      fmt::format("{} needs a key on the curve P-{}", algorithm.name, algorithm.curve_bits),
                      fmt::format("This one has {} bits.", key.bits()));
  }
  if (!ec && !is_ec && key.bits() < kShortestRsaKey) {
    return auth_error(ErrorCode::kInvalidArgument, "privateKey",
                      fmt::format("{} needs an RSA key of {} bits or more", algorithm.name, kShortestRsaKey),
                      fmt::format("This one has {} bits.", key.bits()));
  }
  return {};
}

Result<Secret> signature(AuthParams& params, const Algorithm& algorithm, const Secret& text) {
  if (!algorithm.scheme) {
    COFFER_ASSIGN(Secret key, params.required("secret"));
    if (params.is_on("isSecretBase64Encoded")) {
      COFFER_ASSIGN(key, decoded_secret(key));
    }
    return base64url_encode(crypto::hmac(algorithm.hash, key, text));
  }
  COFFER_ASSIGN(const Secret pem, params.required("privateKey"));
  auto key = crypto::PrivateKey::from_pem(pem);
  if (!key) return at_attribute(std::move(key).error(), "privateKey");
  COFFER_TRY(check_key(*key, algorithm));
  auto made = key->sign(*algorithm.scheme, algorithm.hash, text);
  if (!made) return at_attribute(std::move(made).error(), "privateKey");
  return Secret(base64url_encode(*made));
}

// The token, and which secrets are in it.
Result<Secret> token_of(const Auth& auth, const Draft& draft, std::vector<std::string>& used) {
  AuthParams params(auth, draft);
  COFFER_ASSIGN(const Algorithm algorithm, algorithm_of(params));
  COFFER_ASSIGN(const Secret header, encoded_header(params, algorithm, draft, used));
  COFFER_ASSIGN(const Secret payload, encoded_payload(params, draft, used));
  SecretBuilder token;
  const Secret text = token.append(header).append('.').append(payload).take();
  COFFER_ASSIGN(const Secret signed_part, signature(params, algorithm, text));
  for (const std::string& name : params.used()) {
    if (std::ranges::find(used, name) == used.end()) used.push_back(name);
  }
  return token.append(text).append('.').append(signed_part).take();
}

// Postman's words; what is neither is sent nowhere by Newman.
Result<bool> goes_into_header(const AuthParams& params) {
  COFFER_ASSIGN(const std::string target, params.plain("addTokenTo", "header"));
  if (target == "header" || target == "queryParam") return target == "header";
  return auth_error(ErrorCode::kInvalidArgument, "addTokenTo",
                    fmt::format("\"{}\" is no place for the token", target), "Use header or queryParam.");
}

std::string query_key(const AuthParams& params) {
  const std::string key = params.text("queryParamKey");
  return key.empty() ? "token" : key;
}

}  // namespace

Result<void> apply_jwt(const Auth& auth, Draft& draft) {
  const AuthParams params(auth, draft);
  COFFER_ASSIGN(const bool header, goes_into_header(params));
  if (header) return draft.reserve_header(kAuthorization);
  COFFER_TRY(refuse_references(query_key(params), "auth queryParamKey"));
  set_query_parameter(draft.url, query_key(params), std::nullopt);
  return {};
}

Result<void> sign_jwt(const Auth& auth, Draft& draft) {
  AuthParams params(auth, draft);
  std::vector<std::string> used;
  COFFER_ASSIGN(const Secret token, token_of(auth, draft, used));
  COFFER_ASSIGN(const bool header, goes_into_header(params));
  if (!header) {
    draft.request.url = with_parameter(draft.request.url, percent_encode(query_key(params)), token);
    draft.note_url(used);
    return {};
  }
  const std::string prefix = params.has("headerPrefix") ? params.text("headerPrefix") : "Bearer";
  SecretBuilder value;
  if (!prefix.empty()) {
    COFFER_ASSIGN(const Secret filled,
                  fill(prefix, Setting::kHeader, "auth headerPrefix", draft.value_of, used));
    value.append(filled).append(' ');
  }
  return draft.replace_header(kAuthorization, value.append(token).take(), used);
}

}  // namespace coffer::postman
