#pragma once

#include <string>

#include "base/result.h"
#include "postman/draft.h"

namespace coffer::postman {

// The Content-Type that Newman adds before any other header of its own: raw bodies by their language,
// GraphQL. "" for none.
std::string early_content_type(const Body& body);
// Newman adds this one before the auth header: it looked at the body for comments.
bool content_type_precedes_auth(const Body& body);

// Sets draft.request.body and the Content-Type that belongs to it. Source: postman-runtime's
// core-body-builder.js and postman-request.
Result<void> build_body(Draft& draft);

}  // namespace coffer::postman
