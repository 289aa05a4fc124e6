#include "runner/script_view.h"

#include <utility>

#include "runner/exchange.h"

namespace coffer::runner {
namespace {

std::string seen(std::string text, const secrets::Redactor* redactor) {
  if (redactor == nullptr || text.empty() || !redactor->contains_secret(text)) return text;
  return redactor->redact(text);
}

}  // namespace

Result<script::ScriptResponse> response_for_script(const http::Response& response,
                                                   const secrets::Redactor* redactor) {
  script::ScriptResponse shown;
  shown.code = response.status;
  shown.reason = seen(response.reason, redactor);
  for (const http::Header& header : response.headers)
    shown.headers.push_back(
        json::Object{{"key", seen(header.name, redactor)}, {"value", seen(header.value, redactor)}});
  if (response.body) {
    if (redactor != nullptr && !redactor->empty()) {
      COFFER_ASSIGN(ShownText body, show_body(*response.body, kMostScriptBody, *redactor));
      shown.body = std::move(body.text);
    } else {
      COFFER_ASSIGN(shown.body, response.body->read(kMostScriptBody));
    }
  }
  // Newman rounds up.
  shown.took = std::chrono::ceil<std::chrono::milliseconds>(response.timings.total);
  return shown;
}

json::Array cookies_for_script(const http::CookieJar& jar, std::string_view url, WallTime now,
                               const secrets::Redactor* redactor) {
  json::Array list;
  for (const http::Cookie& cookie : jar.cookies_for(url, now)) {
    json::Object object{{"name", seen(cookie.name, redactor)}};
    object["expires"] = cookie.expires ? json::Value(iso_date(*cookie.expires)) : json::Value();
    if (cookie.max_age) object["maxAge"] = cookie.max_age->count();
    object["domain"] = cookie.domain;
    object["path"] = seen(cookie.path, redactor);
    object["secure"] = cookie.secure;
    object["httpOnly"] = cookie.http_only;
    object["hostOnly"] = cookie.host_only;
    object["value"] = seen(cookie.value, redactor);
    list.push_back(std::move(object));
  }
  return list;
}

}  // namespace coffer::runner
