// OAuth 1.0 (RFC 5849), with what postman-runtime's oauth1.js and node-oauth1 make of it.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/encoding.h"
#include "base/secret_encoding.h"
#include "crypto/private_key.h"
#include "postman/auth/body_hash.h"
#include "postman/auth/oauth1_parameters.h"
#include "postman/auth/params.h"
#include "postman/auth/sent_url.h"
#include "postman/auth/types.h"
#include "postman/template_url.h"

namespace coffer::postman {
namespace {

using crypto::HashAlgorithm;

constexpr std::array<std::string_view, 10> kNames{
    "oauth_consumer_key", "oauth_token",     "oauth_signature_method", "oauth_timestamp", "oauth_nonce",
    "oauth_version",      "oauth_signature", "oauth_callback",         "oauth_verifier",  "oauth_body_hash"};

struct Method {
  std::string_view name;
  enum class Kind { kHmac, kRsa, kPlain } kind = Kind::kHmac;
  HashAlgorithm hash = HashAlgorithm::kSha1;
};
constexpr std::array<Method, 7> kMethods{{{"HMAC-SHA1", Method::Kind::kHmac, HashAlgorithm::kSha1},
                                          {"HMAC-SHA256", Method::Kind::kHmac, HashAlgorithm::kSha256},
                                          {"HMAC-SHA512", Method::Kind::kHmac, HashAlgorithm::kSha512},
                                          {"RSA-SHA1", Method::Kind::kRsa, HashAlgorithm::kSha1},
                                          {"RSA-SHA256", Method::Kind::kRsa, HashAlgorithm::kSha256},
                                          {"RSA-SHA512", Method::Kind::kRsa, HashAlgorithm::kSha512},
                                          {"PLAINTEXT", Method::Kind::kPlain, HashAlgorithm::kSha1}}};

Result<Method> method_of(const AuthParams& params) {
  COFFER_ASSIGN(const std::string name, params.plain("signatureMethod", "HMAC-SHA1"));
  const auto* found = std::ranges::find(kMethods, name, &Method::name);
  if (found != kMethods.end()) return *found;
  return auth_error(
      ErrorCode::kUnsupported, "signatureMethod",
      fmt::format("OAuth 1.0 knows no signature method \"{}\"", name),
      "Use HMAC-SHA1, HMAC-SHA256, HMAC-SHA512, RSA-SHA1, RSA-SHA256, RSA-SHA512 or PLAINTEXT.");
}

bool is_blank(const Secret& text) {
  return text.expose([](std::string_view bytes) { return trim(bytes).empty(); });
}

class OAuth1 {
 public:
  OAuth1(const Auth& auth, Draft& draft)
      : params_(auth, draft), draft_(draft), empty_too_(params_.is_on("addEmptyParamsToSign")) {}

  Result<void> sign() {
    COFFER_ASSIGN(method_, method_of(params_));
    if (in_form()) drop_old_from_form();
    COFFER_TRY(collect());
    COFFER_ASSIGN(Secret signature, sign_base_string());
    protocol_.push_back({Secret("oauth_signature"), std::move(signature)});
    if (!raw_url()) reencode_query();
    return place();
  }

 private:
  bool raw_url() const { return draft_.prepared.behavior.disable_url_encoding.value_or(false); }
  bool in_form() const { return std::holds_alternative<UrlencodedBody>(draft_.prepared.body); }

  Result<void> add(std::string_view key, std::string_view attribute, bool extension = false) {
    COFFER_ASSIGN(Secret value, params_.value(attribute));
    return add(key, std::move(value), extension);
  }
  // Parameters of OAuth's extensions are never sent empty.
  Result<void> add(std::string_view key, Secret value, bool extension = false) {
    const bool wanted = empty_too_ && !extension ? true : !is_blank(value);
    if (wanted) protocol_.push_back({Secret(key), std::move(value)});
    return {};
  }

  Result<void> collect() {
    COFFER_ASSIGN(Secret key, params_.required("consumerKey"));
    COFFER_TRY(add("oauth_consumer_key", std::move(key)));
    COFFER_TRY(add("oauth_token", "token"));
    COFFER_TRY(add("oauth_signature_method", Secret(method_.name)));
    COFFER_ASSIGN(Secret timestamp, params_.value("timestamp"));
    if (timestamp.empty()) timestamp = Secret(unix_seconds(*draft_.options.clock));
    COFFER_TRY(add("oauth_timestamp", std::move(timestamp)));
    COFFER_ASSIGN(Secret nonce, params_.value("nonce"));
    if (nonce.empty()) nonce = Secret(random_word(*draft_.options.random, 11));
    COFFER_TRY(add("oauth_nonce", std::move(nonce)));
    COFFER_TRY(add("oauth_version", "version"));
    COFFER_TRY(add_body_hash());
    COFFER_TRY(add("oauth_callback", "callback", true));
    return add("oauth_verifier", "verifier", true);
  }

  // draft-eaton-oauth-bodyhash §3.2: never with a form, whose fields are signed themselves.
  Result<void> add_body_hash() {
    if (in_form() || !params_.is_on("includeBodyHash") || method_.kind == Method::Kind::kPlain) return {};
    COFFER_ASSIGN(const auto hash, body_hash(draft_.request.body, method_.hash));
    return hash ? add("oauth_body_hash", base64_encode(*hash), true) : Result<void>();
  }

  Secret base_string() const {
    OAuth1Parameters all;
    SecretBuilder text;
    text.append(Secret(percent_encode(draft_.request.method))).append('&');
    draft_.request.url.expose([&](std::string_view whole) {
      const SentUrl url = sent_url(whole);
      text.append(percent_encode(oauth1_base_url(url))).append('&');
      all = parse_parameters(url.query);
    });
    for (const OAuth1Parameter& each : protocol_)
      all.push_back({percent_encode(each.key), percent_encode(each.value)});
    if (in_form()) std::ranges::move(form_fields(), std::back_inserter(all));
    return text.append(percent_encode(normalize_parameters(std::move(all)))).take();
  }

  Result<Secret> sign_base_string() {
    if (method_.kind == Method::Kind::kRsa) {
      COFFER_ASSIGN(const Secret pem, params_.required("privateKey"));
      auto key = crypto::PrivateKey::from_pem(pem);
      if (!key) return at_attribute(std::move(key).error(), "privateKey");
      auto signature = key->sign(crypto::SignatureScheme::kRsaPkcs1, method_.hash, base_string());
      if (!signature) return at_attribute(std::move(signature).error(), "privateKey");
      return Secret(base64_encode(*signature));
    }
    COFFER_ASSIGN(const Secret consumer_secret, params_.required("consumerSecret"));
    COFFER_ASSIGN(const Secret token_secret, params_.value("tokenSecret"));
    SecretBuilder key;
    key.append(percent_encode(consumer_secret)).append('&').append(percent_encode(token_secret));
    if (method_.kind == Method::Kind::kPlain) return key.take();
    return base64_encode(crypto::hmac(method_.hash, key.take(), base_string()));
  }

  OAuth1Parameters form_fields() const {
    const auto* bytes = std::get_if<Secret>(&draft_.request.body);
    return bytes != nullptr ? bytes->expose(parse_parameters) : OAuth1Parameters();
  }

  void drop_old_from_form() {
    OAuth1Parameters fields = form_fields();
    std::erase_if(fields, [](const OAuth1Parameter& field) {
      return field.key.expose(
          [](std::string_view key) { return std::ranges::find(kNames, key) != kNames.end(); });
    });
    draft_.request.body = write_parameters(fields);
  }

  // RFC 5849 §3.6: the server must read from the query what was signed.
  void reencode_query() {
    SecretBuilder out;
    draft_.request.url.expose([&](std::string_view whole) {
      const SentUrl url = sent_url(whole);
      out.append(url.before_query);
      if (url.has_query) out.append('?').append(write_parameters(parse_parameters(url.query)));
      out.append(url.fragment);
    });
    draft_.request.url = out.take();
  }

  // RFC 5849 §3.5.
  Result<void> place() {
    if (params_.is_on("addParamsToHeader")) return place_in_header();
    const std::string& method = draft_.request.method;
    const bool takes_form =
        method.find("PUT") != std::string::npos || method.find("POST") != std::string::npos;
    if (in_form() && takes_form) {
      SecretBuilder body;
      const Secret fields = write_parameters(form_fields());
      body.append(fields);
      for (const OAuth1Parameter& each : protocol_) {
        if (body.size() > 0) body.append('&');
        body.append(each.key).append('=').append(percent_encode(each.value));
      }
      draft_.request.body = body.take();
      draft_.note_body(params_.used());
      return {};
    }
    for (const OAuth1Parameter& each : protocol_) {
      draft_.request.url = each.key.expose([&](std::string_view key) {
        return with_parameter(draft_.request.url, key,
                              raw_url() ? raw(each.value) : percent_encode(each.value));
      });
    }
    draft_.note_url(params_.used());
    return {};
  }

  // "disableUrlEncoding": only what would end the value.
  static Secret raw(const Secret& value) {
    SecretBuilder out;
    value.expose([&](std::string_view text) {
      for (const char c : text) {
        if (c == '&' || c == '#' || c == ' ') {
          out.append(percent_encode(std::string_view(&c, 1)));
        } else {
          out.append(c);
        }
      }
    });
    return out.take();
  }

  Result<void> place_in_header() {
    const bool encode = !params_.is_on("disableHeaderEncoding");
    COFFER_ASSIGN(const Secret realm, params_.value("realm"));
    SecretBuilder header;
    header.append("OAuth ");
    const auto append = [&](std::string_view key, const Secret& value) {
      if (header.size() > 6) header.append(',');
      const Secret bare = value.expose([](std::string_view text) { return Secret(trim(text)); });
      header.append(key).append("=\"").append(encode ? percent_encode(bare) : bare.clone()).append('"');
    };
    if (!is_blank(realm)) append("realm", realm);
    for (const OAuth1Parameter& each : protocol_) {
      if (!each.value.empty()) each.key.expose([&](std::string_view key) { append(key, each.value); });
    }
    return draft_.replace_header(kAuthorization, header.take(), params_.used());
  }

  AuthParams params_;
  Draft& draft_;
  const bool empty_too_;
  Method method_;
  OAuth1Parameters protocol_;
};

}  // namespace

Result<void> apply_oauth1(const Auth& auth, Draft& draft) {
  for (const std::string_view name : kNames) set_query_parameter(draft.url, name, std::nullopt);
  draft.remove_header(kAuthorization);
  return AuthParams(auth, draft).is_on("addParamsToHeader") ? draft.reserve_header(kAuthorization)
                                                            : Result<void>();
}

Result<void> sign_oauth1(const Auth& auth, Draft& draft) { return OAuth1(auth, draft).sign(); }

}  // namespace coffer::postman
