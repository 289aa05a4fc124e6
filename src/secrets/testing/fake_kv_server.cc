#include "secrets/testing/fake_kv_server.h"

#include <fmt/format.h>

#include <algorithm>

#include "json/json.h"

namespace coffer::secrets {
namespace {

http::Response error(int status, const std::string& words) {
  return http::make_response(status, json::dump(json::Object{{"errors", json::Array{words}}}));
}

}  // namespace

int FakeKvServer::count(const std::string& beginning) const {
  return static_cast<int>(
      std::ranges::count_if(asked, [&](const std::string& path) { return path.starts_with(beginning); }));
}

std::optional<Result<http::Response>> FakeKvServer::answer(const http::RecordedRequest& request) {
  const std::string_view url = request.url;
  const size_t api = url.find("/v1/");
  if (api == std::string_view::npos || url.substr(0, api) != kAddress) return std::nullopt;
  const std::string path(url.substr(api + 4));
  asked.push_back(path);
  if (sealed) return error(503, "Vault is sealed");
  const auto body = json::parse(request.body);
  const auto given = [&](std::string_view member) {
    return body ? json::find_string(*body, member).value_or("") : std::string_view();
  };
  if (path == "auth/approle/login")
    return log_in(given("role_id") == role_id && given("secret_id") == secret_id);
  if (path.starts_with("auth/userpass/login/")) return log_in(given("password") == password);
  const auto token = tokens.find(request.header("X-Vault-Token"));
  if (token == tokens.end()) return error(403, "permission denied");
  if (path == "auth/token/lookup-self") {
    return http::make_response(
        200, fmt::format(R"({{"data":{{"accessor":"{}","display_name":"token-{}","policies":["default"],
                             "ttl":{},"renewable":{}}}}})",
                         token->second.accessor, token->second.accessor, token->second.ttl,
                         token->second.renewable));
  }
  if (path == "auth/token/renew-self") {
    return http::make_response(
        200, fmt::format(R"({{"auth":{{"client_token":"{}","lease_duration":3600,"renewable":true}}}})",
                         token->first));
  }
  if (!token->second.may_read) return error(403, "1 error occurred:\n\t* permission denied\n\n");
  return read(request.header("X-Vault-Namespace"), path);
}

http::Response FakeKvServer::log_in(bool right) {
  if (!right) return error(400, "invalid secret_id \"" + secret_id + "\"");
  const std::string token = fmt::format("hvs.login-{}", ++logins_);
  tokens[token] = {fmt::format("accessor-{}", logins_), 600, true, true};
  return http::make_response(200,
                             fmt::format(R"({{"auth":{{"client_token":"{}","accessor":"{}","policies":["app"],
                           "lease_duration":600,"renewable":true}}}})",
                                         token, tokens[token].accessor));
}

http::Response FakeKvServer::read(const std::string& ns, const std::string& path) {
  constexpr std::string_view kMounts = "sys/internal/ui/mounts/";
  if (path.starts_with(kMounts)) {
    const std::string rest = path.substr(kMounts.size());
    const std::string mount = rest.substr(0, rest.find('/'));
    if (!engines.contains(mount)) return error(403, "preflight capability check returned 403");
    return http::make_response(
        200, fmt::format(R"({{"data":{{"path":"{}/","type":"kv","options":{{"version":"{}"}}}}}})", mount,
                         engines[mount]));
  }
  const std::string mount = path.substr(0, path.find('/'));
  std::string rest = path.substr(mount.size() + 1);
  const bool versioned = engines[mount] == 2;
  if (versioned) rest = rest.substr(std::string_view("data/").size());
  const auto found = secrets.find(fmt::format("{}|{}/{}", ns, mount, rest.substr(0, rest.find('?'))));
  if (found == secrets.end()) return http::make_response(404, R"({"errors":[]})");
  if (!versioned) return http::make_response(200, fmt::format(R"({{"data":{}}})", found->second));
  return http::make_response(200, fmt::format(R"({{"data":{{"data":{},"metadata":{{"version":3,
                           "created_time":"2026-01-02T03:04:05.6Z"}}}}}})",
                                              found->second));
}

}  // namespace coffer::secrets
