#include "runner/cookie_json.h"

#include <time.h>

#include <algorithm>

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

std::chrono::seconds seconds_of(double age) {
  constexpr double kLongest = 400.0 * 24 * 3600;  // as the jar has it
  return std::chrono::seconds(static_cast<int64_t>(std::clamp(age, 0.0, kLongest)));
}

// Max-Age counts from the cookie's making, and outranks Expires (RFC 6265 §5.3).
Result<std::optional<WallTime>> expiry_of(const json::Value& source, WallTime now) {
  const auto date_of = [&source](std::string_view member) -> std::optional<WallTime> {
    const auto text = json::find_string(source, member);
    return text ? parse_iso_date(std::string(*text)) : std::nullopt;
  };
  if (const auto age = json::find_number(source, "maxAge")) {
    return std::optional(std::min<WallTime>(date_of("creation").value_or(now) + seconds_of(*age), kLatest));
  }
  const auto text = json::find_string(source, "expires");
  if (!text || *text == "Infinity") return std::optional<WallTime>();
  const auto date = date_of("expires");
  if (!date) return Error{ErrorCode::kMalformed, "its \"expires\" is no date"};
  return date;
}

}  // namespace

Result<http::Cookie> cookie_of_json(const json::Value& source, WallTime now) {
  http::Cookie cookie;
  // tough-cookie writes no key where it is empty: a cookie that was set as a text without "=".
  cookie.name = json::find_string(source, "key").value_or("");
  cookie.value = json::find_string(source, "value").value_or("");
  const auto domain = json::find_string(source, "domain");
  if (!domain || (cookie.name.empty() && cookie.value.empty()))
    return Error{ErrorCode::kMalformed, "it has no \"key\" or no \"domain\""};
  cookie.domain = *domain;
  cookie.path = json::find_string(source, "path").value_or("/");
  cookie.host_only = json::find_bool(source, "hostOnly").value_or(false);
  cookie.secure = json::find_bool(source, "secure").value_or(false);
  cookie.http_only = json::find_bool(source, "httpOnly").value_or(false);
  COFFER_ASSIGN(cookie.expires, expiry_of(source, now));
  if (const auto age = json::find_number(source, "maxAge")) cookie.max_age = seconds_of(*age);
  return cookie;
}

json::Object json_of_cookie(const http::Cookie& cookie) {
  json::Object object{{"key", cookie.name}, {"value", cookie.value}};
  if (cookie.expires && !cookie.max_age) object["expires"] = iso_date(*cookie.expires);
  if (cookie.max_age) object["maxAge"] = cookie.max_age->count();
  object["domain"] = cookie.domain;
  object["path"] = cookie.path;
  if (cookie.secure) object["secure"] = true;
  if (cookie.http_only) object["httpOnly"] = true;
  object["hostOnly"] = cookie.host_only;
  if (cookie.expires && cookie.max_age) object["creation"] = iso_date(*cookie.expires - *cookie.max_age);
  return object;
}

}  // namespace coffer::runner
