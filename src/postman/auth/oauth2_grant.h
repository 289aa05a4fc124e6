// How an OAuth 2.0 auth without a token gets one: RFC 6749 §4.3 (password) and §4.4 (client credentials).
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "postman/request_builder.h"

namespace coffer::postman {

// The request to the token endpoint, prepared; its vault references are checked against that endpoint's host.
// Attributes as Postman exports them: grant_type, accessTokenUrl, clientId, clientSecret, username, password,
// scope, client_authentication ("header", the default, or "body"), tokenRequestParams (a list of { key,
// value, send_as, enabled }), audience and resource. kUnsupported for a grant that needs a person at a
// browser.
Result<PreparedRequest> prepare_token_request(const Auth& auth, Substitutor& substitute);

// What a token endpoint answered: RFC 6749 §5.1.
struct GrantedToken {
  Secret value;
  std::optional<std::chrono::seconds> expires_in;
};
// RFC 6749 §5.2's errors are told in words, with the endpoint's own description, which the caller redacts.
// kAccessDenied, kInvalidArgument, kServiceError; kMalformed for an answer that is neither.
Result<GrantedToken> read_token_answer(int status, const Secret& body);

}  // namespace coffer::postman
