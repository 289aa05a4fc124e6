#include "page/front.h"

#include "base/encoding.h"
#include "page/assets.h"

namespace coffer::page {
namespace {

constexpr std::string_view kApi = "/api/";

Response plain(int status, std::string_view text) {
  Response response;
  response.status = status;
  response.type = "text/plain; charset=utf-8";
  response.body = text;
  return response;
}

// Says no more than whoever asks knows already.
Response refusal(Gate::Verdict verdict) {
  switch (verdict) {
    case Gate::Verdict::kWrongHost:
      return plain(421, "Open Coffer's page with: coffer ui\n");
    case Gate::Verdict::kStranger:
      return plain(401, "Open Coffer's page with: coffer ui\n");
    case Gate::Verdict::kForeign:
    case Gate::Verdict::kWelcome:
      break;
  }
  return plain(403, "Coffer's page does not answer other pages.\n");
}

// A page elsewhere can post a form or text without being asked whether it may; JSON it cannot.
bool is_json(const Request& request) {
  const std::string_view type = request.header("Content-Type");
  return iequals(trim(type.substr(0, type.find(';'))), "application/json");
}

}  // namespace

Response Front::answer(const Request& request) {
  const bool get = request.method == "GET" || request.method == "HEAD";
  if (request.path == "/events" && get) {
    const Gate::Verdict verdict = gate_.check_events(request);
    if (verdict != Gate::Verdict::kWelcome) return refusal(verdict);
    Response response;
    response.events = true;
    return response;
  }
  if (get) return file(request);
  if (request.method != "POST") return plain(405, "GET or POST\n");
  if (request.path == "/launch") return launch(request);
  if (request.path == "/session") return session(request);
  if (request.path.starts_with(kApi)) return call(request);
  return plain(404, "there is no such thing here\n");
}

Response Front::file(const Request& request) const {
  const Gate::Verdict verdict = gate_.check_file(request);
  if (verdict != Gate::Verdict::kWelcome) return refusal(verdict);
  const auto found = asset(request.path);
  if (!found) return plain(404, "there is no such thing here\n");
  Response response;
  response.type = std::string(found->type);
  response.body = found->bytes;
  return response;
}

Response Front::launch(const Request& request) {
  const Gate::Verdict verdict = gate_.check_launch(request);
  if (verdict != Gate::Verdict::kWelcome) return refusal(verdict);
  if (!is_json(request)) return plain(415, "JSON only\n");
  const auto document = json::SecretDocument::parse(request.body);
  const auto token = document ? json::find_string(document->root(), "token") : std::nullopt;
  const auto cookie = token ? gate_.launch(*token) : std::nullopt;
  if (!cookie) return refusal(Gate::Verdict::kStranger);
  Response response;
  response.headers.push_back({"Set-Cookie", *cookie});
  response.body = std::string_view("{}");
  return response;
}

Response Front::session(const Request& request) const {
  const Gate::Verdict verdict = gate_.check_session(request);
  if (verdict != Gate::Verdict::kWelcome) return refusal(verdict);
  if (!is_json(request)) return plain(415, "JSON only\n");
  Response response;
  response.body = json::dump(json::Object{{"token", gate_.call_token()}});
  return response;
}

Response Front::call(const Request& request) const {
  const Gate::Verdict verdict = gate_.check_call(request);
  if (verdict != Gate::Verdict::kWelcome) return refusal(verdict);
  if (!is_json(request)) return plain(415, "JSON only\n");
  Answer made = calls_.make(std::string_view(request.path).substr(kApi.size()), request.body);
  Response response;
  if (made) {
    response.body = std::move(made->body);
    response.type = made->type;
  } else {
    response.body = error_json(made.error());
  }
  return response;
}

}  // namespace coffer::page
