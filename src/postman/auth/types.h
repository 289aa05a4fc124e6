// One auth type a file of this folder. Source of all: postman-runtime 7, lib/authorizer.
//
// A type has two moments. apply() comes where Newman makes its header: it adds what needs nothing but the
// auth's attributes, and keeps a place for a header that is known later only. sign() comes when the request
// stands: URL with its values, body as bytes.
#pragma once

#include "base/result.h"
#include "postman/draft.h"

namespace coffer::postman {

Result<void> apply_basic(const Auth& auth, Draft& draft);
Result<void> apply_bearer(const Auth& auth, Draft& draft);
Result<void> apply_api_key(const Auth& auth, Draft& draft);
Result<void> set_basic(Draft& draft, const Secret& username, const Secret& password,
                       const std::vector<std::string>& used);

Result<void> sign_aws_sigv4(const Auth& auth, Draft& draft);

Result<void> apply_digest(const Auth& auth, Draft& draft);
Result<void> sign_digest(const Auth& auth, Draft& draft);

Result<void> apply_hawk(const Auth& auth, Draft& draft);
Result<void> sign_hawk(const Auth& auth, Draft& draft);

Result<void> apply_jwt(const Auth& auth, Draft& draft);
Result<void> sign_jwt(const Auth& auth, Draft& draft);

Result<void> apply_ntlm(const Auth& auth, Draft& draft);

Result<void> apply_oauth1(const Auth& auth, Draft& draft);
Result<void> sign_oauth1(const Auth& auth, Draft& draft);

Result<void> apply_oauth2(const Auth& auth, Draft& draft);
Result<void> sign_oauth2(const Auth& auth, Draft& draft);

}  // namespace coffer::postman
