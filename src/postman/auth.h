#pragma once

#include <string_view>

#include "base/result.h"
#include "postman/draft.h"

namespace coffer::postman {

// Both do nothing for a type that needs nothing then. prepare() refuses types that are not known.
//
// At the place where Newman adds its header: whatever needs no more than the auth's own attributes.
Result<void> apply_auth(const Auth& auth, Draft& draft);
// When everything else of draft.request stands: signatures.
Result<void> sign_request(const Auth& auth, Draft& draft);
// User and password of the URL become basic auth, unless there is an Authorization header. Source:
// postman-request.
Result<void> apply_user_info(Draft& draft);

bool is_supported_auth(std::string_view type);

}  // namespace coffer::postman
