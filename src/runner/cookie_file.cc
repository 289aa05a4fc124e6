#include "runner/cookie_file.h"

#include <fmt/format.h>

#include "json/json.h"
#include "runner/cookie_json.h"

namespace coffer::runner {

Result<http::CookieJar> parse_cookie_file(std::string_view text, WallTime now) {
  COFFER_ASSIGN(const json::Value document, json::parse(text));
  const json::Array* cookies = json::find_array(document, "cookies");
  if (cookies == nullptr) {
    return Error{ErrorCode::kMalformed, "this is no cookie jar: it has no list \"cookies\"",
                 "A jar is what --export-cookie-jar writes, here as in Newman."};
  }
  http::CookieJar jar;
  for (size_t i = 0; i < cookies->size(); ++i) {
    auto cookie = cookie_of_json((*cookies)[i], now);
    if (!cookie)
      return Error{ErrorCode::kMalformed, fmt::format("cookie {}: {}", i + 1, cookie.error().what)};
    jar.add(std::move(*cookie), now);
  }
  return jar;
}

std::string write_cookie_file(const http::CookieJar& jar, WallTime now, const secrets::Redactor& redactor) {
  json::Array cookies;
  for (const http::Cookie& cookie : jar.all()) {
    if (cookie.expires && *cookie.expires <= now) continue;
    json::Object object{{"key", redactor.redact(cookie.name)}, {"value", redactor.redact(cookie.value)}};
    if (cookie.expires) object["expires"] = iso_date(*cookie.expires);
    object["domain"] = cookie.domain;
    object["path"] = redactor.redact(cookie.path);
    if (cookie.secure) object["secure"] = true;
    if (cookie.http_only) object["httpOnly"] = true;
    object["hostOnly"] = cookie.host_only;
    object["creation"] = object["lastAccessed"] = iso_date(now);
    cookies.push_back(std::move(object));
  }
  return json::dump_pretty(json::Object{{"version", "tough-cookie@4.1.3"},
                                        {"storeType", "MemoryCookieStore"},
                                        {"rejectPublicSuffixes", true},
                                        {"enableLooseMode", false},
                                        {"allowSpecialUseDomain", true},
                                        {"prefixSecurity", "silent"},
                                        {"cookies", std::move(cookies)}}) +
         "\n";
}

}  // namespace coffer::runner
