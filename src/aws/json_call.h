// A call to a service that speaks JSON 1.1.
#pragma once

#include "aws/call.h"
#include "json/json.h"

namespace coffer::aws {

// Makes the call; the answer is an object, or the error says that it is not.
Result<json::SecretDocument> ask_json(Client& client, const Credentials& credentials, const Call& call);

}  // namespace coffer::aws
