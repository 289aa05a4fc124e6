// OAuth 2.0: an access token, given or fetched before (oauth2_grant.h), is put into the request.
#include "base/encoding.h"
#include "base/secret_encoding.h"
#include "postman/auth/params.h"
#include "postman/auth/sent_url.h"
#include "postman/auth/types.h"
#include "postman/template_url.h"

namespace coffer::postman {
namespace {

constexpr std::string_view kQueryKey = "access_token";

struct Token {
  Secret value;
  std::vector<std::string> used;
};

Result<Token> token_of(const Auth& auth, const Draft& draft) {
  AuthParams params(auth, draft);
  if (draft.options.auth.access_token != nullptr) {
    return Token{draft.options.auth.access_token->clone(), {std::string(kNoVaultSecret)}};
  }
  COFFER_ASSIGN(Secret value, params.value("accessToken"));
  if (!value.empty()) return Token{std::move(value), params.used()};
  return auth_error(
      ErrorCode::kUnsupported, "accessToken",
      "the OAuth 2.0 auth has no access token, and no grant type by which to get one",
      "set its accessToken, for example to {{vault:name}}, or a grant_type of client_credentials "
      "or password_credentials");
}

bool goes_into_query(const AuthParams& params) { return params.text("addTokenTo") == "queryParams"; }

}  // namespace

Result<void> apply_oauth2(const Auth& auth, Draft& draft) {
  const AuthParams params(auth, draft);
  if (iequals(params.text("tokenType"), "mac")) {
    return auth_error(ErrorCode::kUnsupported, "tokenType", "OAuth 2.0 tokens of type MAC are not supported",
                      "use a bearer token");
  }
  draft.remove_header(kAuthorization);
  set_query_parameter(draft.url, kQueryKey, std::nullopt);
  return goes_into_query(params) ? Result<void>() : draft.reserve_header(kAuthorization);
}

Result<void> sign_oauth2(const Auth& auth, Draft& draft) {
  AuthParams params(auth, draft);
  COFFER_ASSIGN(Token token, token_of(auth, draft));
  if (goes_into_query(params)) {
    draft.request.url = with_parameter(draft.request.url, kQueryKey, percent_encode(token.value));
    draft.note_url(token.used);
    return {};
  }
  const std::string given = params.has("headerPrefix") ? params.text("headerPrefix") : "Bearer";
  SecretBuilder value;
  if (const std::string prefix(trim(given)); !prefix.empty()) {
    COFFER_ASSIGN(const Secret filled,
                  fill(prefix, Setting::kHeader, "auth headerPrefix", draft.value_of, token.used));
    value.append(filled).append(' ');
  }
  return draft.replace_header(kAuthorization, value.append(token.value).take(), token.used);
}

}  // namespace coffer::postman
