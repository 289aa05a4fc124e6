// pm.cookies.jar(): the run's cookies as tough-cookie's Store.
#pragma once

#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "http/cookies.h"
#include "json/json.h"

namespace coffer::runner {

// One of the Store's methods, with its arguments but for the callback: findCookie(domain, path, key),
// findCookies(domain, path), putCookie(cookie), updateCookie(old, new), removeCookie(domain, path, key),
// removeCookies(domain, path), removeAllCookies(), getAllCookies(). Gives what the callback would get: a
// cookie, a list of them, or null. kInvalidArgument for any other method, kMalformed for a cookie that is
// none, kTooLarge for one of more than 4 KiB. Newman, whose jar has no allowProgrammaticAccess(), lets
// scripts at the cookies of every domain; so does this. Source: @postman/tough-cookie, memstore.js;
// postman-runtime, event.command.js.
Result<json::Value> cookie_store(http::CookieJar& jar, std::string_view method, const json::Array& arguments,
                                 WallTime now);

}  // namespace coffer::runner
