// basic, bearer and apikey: values that are put where they belong.
#include <fmt/format.h>

#include "base/secret_encoding.h"
#include "http/names.h"
#include "postman/auth/params.h"
#include "postman/auth/types.h"
#include "postman/template_url.h"

namespace coffer::postman {
namespace {

Result<void> set_header(Draft& draft, const std::string& name, const std::string& text) {
  draft.remove_header(name);
  return draft.add_header(name, text);
}

}  // namespace

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
  AuthParams params(auth, draft);
  COFFER_ASSIGN(const Secret username, params.value("username"));
  COFFER_ASSIGN(const Secret password, params.value("password"));
  return set_basic(draft, username, password, params.used());
}

Result<void> apply_bearer(const Auth& auth, Draft& draft) {
  const std::string token = AuthParams(auth, draft).text("token");
  return token.empty() ? Result<void>() : set_header(draft, kAuthorization, "Bearer " + token);  // as Newman
}

Result<void> apply_api_key(const Auth& auth, Draft& draft) {
  const AuthParams params(auth, draft);
  const std::string key = params.text("key");
  const std::string value = params.text("value");
  if (key.empty()) return {};  // Newman sends nothing either: a header without a name cannot be sent
  if (params.text("in") == "query") {
    set_query_parameter(draft.url, key, value);
    return {};
  }
  COFFER_TRY(refuse_references(key, "auth key"));
  if (!http::is_token(key)) {
    return auth_error(ErrorCode::kInvalidArgument, "key",
                      "a header's name may not have such characters in it",
                      "Check for spaces, colons and unresolved variables.");
  }
  return set_header(draft, key, value);
}

}  // namespace coffer::postman
