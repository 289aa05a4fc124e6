#include "aws/sigv4.h"
#include "postman/auth/params.h"
#include "postman/auth/types.h"

namespace coffer::postman {

Result<void> sign_aws_sigv4(const Auth& auth, Draft& draft) {
  AuthParams keys(auth, draft), tokens(auth, draft);
  aws::Credentials credentials;
  COFFER_ASSIGN(const Secret key_id, keys.value("accessKey"));
  // The access key ID is an identifier that is sent in the clear: aws::Credentials keeps it as text.
  credentials.access_key_id = key_id.expose([](std::string_view text) { return std::string(text); });
  COFFER_ASSIGN(credentials.secret_access_key, keys.value("secretKey"));
  COFFER_ASSIGN(credentials.session_token, tokens.value("sessionToken"));
  // Postman's defaults: API Gateway in us-east-1.
  aws::SigningScope scope;
  COFFER_ASSIGN(scope.region, keys.plain("region", "us-east-1"));
  COFFER_ASSIGN(scope.service, keys.plain("service", "execute-api"));
  for (const std::string_view name : {"authorization", "x-amz-date", "x-amz-security-token"})
    draft.remove_header(name);
  const WallTime now = draft.options.clock->now();
  if (keys.is_on("addAuthDataToQuery")) {
    draft.note_url(keys.used());
    draft.note_url(tokens.used());
    return aws::sign_query(draft.request, credentials, scope, now);
  }
  // The secret key is in the Authorization header as a signature only, and still that header is what it let
  // out.
  draft.note_header("authorization", keys.used());
  draft.note_header("x-amz-security-token", tokens.used());
  return aws::sign(draft.request, credentials, scope, now);
}

}  // namespace coffer::postman
