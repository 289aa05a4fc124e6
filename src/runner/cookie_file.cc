#include "runner/cookie_file.h"

#include <fmt/format.h>
#include <time.h>

#include <algorithm>

#include "json/json.h"

namespace coffer::runner {
namespace {

// Later ones would be written with a year of five digits, which is no date to whoever reads the jar next.
constexpr WallTime kLatest = std::chrono::sys_days(std::chrono::year(9999) / 12 / 31) +
                             std::chrono::hours(23) + std::chrono::minutes(59) + std::chrono::seconds(59);

// What Date.prototype.toJSON writes; fractions of a second do not matter here.
std::optional<WallTime> parse_iso_date(const std::string& text) {
  std::tm parts{};
  if (::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &parts) == nullptr) return std::nullopt;
  return std::min<WallTime>(WallTime(std::chrono::seconds(::timegm(&parts))), kLatest);
}

// Max-Age counts from the cookie's making, and outranks Expires (RFC 6265 §5.3).
Result<std::optional<WallTime>> expiry_of(const json::Value& source, WallTime now) {
  const auto date_of = [&source](std::string_view member) -> std::optional<WallTime> {
    const auto text = json::find_string(source, member);
    return text ? parse_iso_date(std::string(*text)) : std::nullopt;
  };
  if (const auto age = json::find_number(source, "maxAge")) {
    constexpr double kLongest = 400.0 * 24 * 3600;  // seconds, as the jar has it
    const auto seconds = std::chrono::seconds(static_cast<int64_t>(std::clamp(*age, 0.0, kLongest)));
    return std::optional(std::min<WallTime>(date_of("creation").value_or(now) + seconds, kLatest));
  }
  const auto text = json::find_string(source, "expires");
  if (!text || *text == "Infinity") return std::optional<WallTime>();
  const auto date = date_of("expires");
  if (!date) return Error{ErrorCode::kMalformed, "its \"expires\" is no date"};
  return date;
}

Result<http::Cookie> read_cookie(const json::Value& source, WallTime now) {
  const auto name = json::find_string(source, "key"), domain = json::find_string(source, "domain");
  if (!name || !domain) return Error{ErrorCode::kMalformed, "it has no \"key\" or no \"domain\""};
  http::Cookie cookie;
  cookie.name = *name;
  cookie.value = json::find_string(source, "value").value_or("");
  cookie.domain = *domain;
  cookie.path = json::find_string(source, "path").value_or("/");
  cookie.host_only = json::find_bool(source, "hostOnly").value_or(false);
  cookie.secure = json::find_bool(source, "secure").value_or(false);
  cookie.http_only = json::find_bool(source, "httpOnly").value_or(false);
  COFFER_ASSIGN(cookie.expires, expiry_of(source, now));
  return cookie;
}

}  // namespace

Result<http::CookieJar> parse_cookie_file(std::string_view text, WallTime now) {
  COFFER_ASSIGN(const json::Value document, json::parse(text));
  const json::Array* cookies = json::find_array(document, "cookies");
  if (cookies == nullptr) {
    return Error{ErrorCode::kMalformed, "this is no cookie jar: it has no list \"cookies\"",
                 "A jar is what --export-cookie-jar writes, here as in Newman."};
  }
  http::CookieJar jar;
  for (size_t i = 0; i < cookies->size(); ++i) {
    auto cookie = read_cookie((*cookies)[i], now);
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
