#include "postman/auth.h"

#include <fmt/format.h>

#include "aws/sigv4.h"
#include "base/encoding.h"
#include "base/secret_encoding.h"
#include "postman/template_url.h"

namespace coffer::postman {
namespace {

constexpr const char* kAuthorization = "Authorization";

std::string param(const Auth& auth, std::string_view name) {
  const auto found = auth.params.find(name);
  return found != auth.params.end() ? found->second : std::string();
}

Result<Secret> secret_param(const Auth& auth, std::string_view name, Draft& draft,
                            std::vector<std::string>& used) {
  return fill(param(auth, name), Setting::kText, fmt::format("auth {}", name), draft.value_of, used);
}

Result<void> set_header(Draft& draft, const std::string& name, const std::string& text) {
  draft.remove_header(name);
  return draft.add_header(name, text);
}

Result<void> set_basic(Draft& draft, const Secret& username, const Secret& password,
                       const std::vector<std::string>& used) {
  SecretBuilder pair;
  pair.append(username).append(':').append(password);
  SecretBuilder value;
  value.append("Basic ").append(base64_encode(pair.take()));
  draft.remove_header(kAuthorization);
  return draft.add_header(kAuthorization, value.take(), used);
}

Result<void> apply_basic(const Auth& auth, Draft& draft) {
  std::vector<std::string> used;
  COFFER_ASSIGN(const Secret username, secret_param(auth, "username", draft, used));
  COFFER_ASSIGN(const Secret password, secret_param(auth, "password", draft, used));
  return set_basic(draft, username, password, used);
}

Result<void> apply_api_key(const Auth& auth, Draft& draft) {
  const std::string key = param(auth, "key");
  const std::string value = param(auth, "value");
  if (key.empty()) return {};  // Newman sends nothing either: a header without a name cannot be sent
  if (param(auth, "in") == "query") {
    set_query_parameter(draft.url, key, value);
    return {};
  }
  COFFER_TRY(refuse_references(key, "auth key"));
  return set_header(draft, key, value);
}

Result<void> apply_oauth2(const Auth& auth, Draft& draft) {
  const std::string token = param(auth, "accessToken");
  if (token.empty()) {
    return Error{ErrorCode::kUnsupported,
                 "the OAuth 2.0 auth has no access token, and getting one is not supported yet",
                 "set its accessToken, for example to {{vault:name}}", "auth accessToken"};
  }
  if (iequals(param(auth, "tokenType"), "mac")) {
    return Error{ErrorCode::kUnsupported, "OAuth 2.0 tokens of type MAC are not supported",
                 "use a bearer token", "auth tokenType"};
  }
  draft.remove_header(kAuthorization);
  set_query_parameter(draft.url, "access_token", std::nullopt);
  if (param(auth, "addTokenTo") == "queryParams") {
    set_query_parameter(draft.url, "access_token", token);
    return {};
  }
  const bool own_prefix = auth.params.contains("headerPrefix");
  std::string prefix(trim(own_prefix ? param(auth, "headerPrefix") : "Bearer"));
  if (!prefix.empty()) prefix += ' ';
  return draft.add_header(kAuthorization, prefix + token);
}

std::string or_default(const std::string& text, std::string_view fallback) {
  return text.empty() ? std::string(fallback) : text;
}

}  // namespace

Result<void> apply_auth(const Auth& auth, Draft& draft) {
  if (auth.type == "basic") return apply_basic(auth, draft);
  if (auth.type == "apikey") return apply_api_key(auth, draft);
  if (auth.type == "oauth2") return apply_oauth2(auth, draft);
  if (auth.type == "bearer") {
    const std::string token = param(auth, "token");
    return token.empty() ? Result<void>()
                         : set_header(draft, kAuthorization, "Bearer " + token);  // as Newman
  }
  return {};
}

Result<void> apply_user_info(Draft& draft) {
  const TemplateUrl url = parse_template_url(draft.url);
  if (!url.user || draft.has_header(kAuthorization)) return {};
  std::vector<std::string> used;
  COFFER_ASSIGN(const Secret username, fill(*url.user, Setting::kUserInfo, "url", draft.value_of, used));
  COFFER_ASSIGN(const Secret password,
                fill(url.password.value_or(""), Setting::kUserInfo, "url", draft.value_of, used));
  return set_basic(draft, username, password, used);
}

Result<void> sign_for_aws(const Auth& auth, Draft& draft) {
  if (auth.type != "awsv4") return {};
  std::vector<std::string> key_names, token_names;
  aws::Credentials credentials;
  COFFER_ASSIGN(const Secret key_id, secret_param(auth, "accessKey", draft, key_names));
  // The access key ID is an identifier that is sent in the clear: aws::Credentials keeps it as text.
  credentials.access_key_id = key_id.expose([](std::string_view text) { return std::string(text); });
  COFFER_ASSIGN(credentials.secret_access_key, secret_param(auth, "secretKey", draft, key_names));
  COFFER_ASSIGN(credentials.session_token, secret_param(auth, "sessionToken", draft, token_names));
  for (const std::string_view name : {"region", "service"})
    COFFER_TRY(refuse_references(param(auth, name), fmt::format("auth {}", name)));
  // Postman's defaults: API Gateway in us-east-1.
  const aws::SigningScope scope{or_default(param(auth, "region"), "us-east-1"),
                                or_default(param(auth, "service"), "execute-api")};
  for (const std::string_view name : {"authorization", "x-amz-date", "x-amz-security-token"})
    draft.remove_header(name);
  const std::vector<std::string> all = [&] {
    std::vector<std::string> names = key_names;
    names.insert(names.end(), token_names.begin(), token_names.end());
    return names;
  }();
  const WallTime now = draft.options.clock->now();
  if (param(auth, "addAuthDataToQuery") == "true") {
    draft.carried.url.insert(draft.carried.url.end(), all.begin(), all.end());
    return aws::sign_query(draft.request, credentials, scope, now);
  }
  // The secret key is in the Authorization header as a signature only, and still that header is what it let
  // out.
  if (!key_names.empty()) draft.carried.headers["authorization"] = key_names;
  if (!token_names.empty()) draft.carried.headers["x-amz-security-token"] = token_names;
  return aws::sign(draft.request, credentials, scope, now);
}

}  // namespace coffer::postman
