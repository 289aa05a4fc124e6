// What scripts see of requests and responses.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "http/cookies.h"
#include "http/message.h"
#include "json/json.h"
#include "script/host.h"
#include "secrets/redactor.h"

namespace coffer::runner {

// More of a response's body than this is left out: it goes to the sandbox in one piece.
inline constexpr uint64_t kMostScriptBody = uint64_t{48} << 20;  // bytes

// SAFETY: a script that has no grant to the vault must not learn a value from a server that echoes it.
// `redactor` is null where the grant is there: then all is as it came; else values become the references that
// they came from.
Result<script::ScriptResponse> response_for_script(const http::Response& response,
                                                   const secrets::Redactor* redactor);

// The cookies that a request to `url` would carry, as Postman's Cookie has them.
json::Array cookies_for_script(const http::CookieJar& jar, std::string_view url, WallTime now,
                               const secrets::Redactor* redactor);

}  // namespace coffer::runner
