// One cookie as tough-cookie's Cookie.toJSON() has it, which Newman's files and scripts know.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "http/cookies.h"
#include "json/json.h"

namespace coffer::runner {

// kMalformed says what is missing in it.
Result<http::Cookie> cookie_of_json(const json::Value& source, WallTime now);
// What has its default value there is left out.
json::Object json_of_cookie(const http::Cookie& cookie);

}  // namespace coffer::runner
