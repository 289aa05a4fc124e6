#pragma once

#include "base/result.h"
#include "postman/draft.h"

namespace coffer::postman {

// Turns basic, bearer, apikey and oauth2 into a header or a query parameter. Source:
// postman-runtime/lib/authorizer.
Result<void> apply_auth(const Auth& auth, Draft& draft);
// User and password of the URL become basic auth, unless there is an Authorization header. Source:
// postman-request.
Result<void> apply_user_info(Draft& draft);
// awsv4 signs what is sent and comes last, when everything else of draft.request stands. Nothing for other
// types.
Result<void> sign_for_aws(const Auth& auth, Draft& draft);

}  // namespace coffer::postman
