// A cookie jar as a file: the JSON of tough-cookie's serialized jars, which Newman reads and writes.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "http/cookies.h"
#include "secrets/redactor.h"

namespace coffer::runner {

// Expired cookies are left out, and so are attributes that Coffer does not act on (SameSite). kMalformed
// names the cookie by its number.
Result<http::CookieJar> parse_cookie_file(std::string_view text, WallTime now);

// A value that a server took from a vault secret becomes its reference.
std::string write_cookie_file(const http::CookieJar& jar, WallTime now, const secrets::Redactor& redactor);

}  // namespace coffer::runner
