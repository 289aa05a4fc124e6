// What Coffer makes of a request or a region, one JSON case a line in, one JSON answer a line out, for
// test_same_as_botocore.py to compare.
#include <string>

#include "answer_lines.h"
#include "aws/endpoints.h"
#include "aws/sigv4.h"
#include "json/json.h"

namespace coffer::aws {
namespace {

std::string text(const json::Value& value, std::string_view member) {
  return std::string(json::find_string(value, member).value_or(""));
}

std::string plain(const Secret& secret) {
  return secret.expose([](std::string_view bytes) { return std::string(bytes); });
}

Credentials credentials_in(const json::Value& test) {
  Credentials credentials;
  credentials.access_key_id = text(test, "access_key_id");
  credentials.secret_access_key = Secret(text(test, "secret_access_key"));
  credentials.session_token = Secret(text(test, "session_token"));
  return credentials;
}

std::vector<http::RequestHeader> headers_in(const json::Value& test) {
  std::vector<http::RequestHeader> headers;
  if (const json::Array* list = json::find_array(test, "headers")) {
    for (const json::Value& header : *list) {
      headers.push_back({text(header, "name"), Secret(text(header, "value"))});
    }
  }
  return headers;
}

WallTime time_in(const json::Value& test) {
  return WallTime(std::chrono::seconds(static_cast<int64_t>(json::find_number(test, "time").value_or(0))));
}

// The three steps on exactly the headers given.
json::Object steps(const json::Value& test) {
  const SigningScope scope{text(test, "region"), text(test, "service")};
  const CanonicalInput input{text(test, "method"), Secret(text(test, "path")), Secret(text(test, "query")),
                             headers_in(test),     text(test, "payload_hash"), scope.service != "s3"};
  const Secret canonical = canonical_request(input);
  const std::string to_sign = string_to_sign(canonical, scope, time_in(test));
  return {{"canonical_request", plain(canonical)},
          {"string_to_sign", to_sign},
          {"signature", signature(credentials_in(test), to_sign, scope, time_in(test))}};
}

// The whole request, as it would be sent.
json::Object whole(const json::Value& test, bool in_query) {
  http::Request request;
  request.method = text(test, "method");
  request.url = Secret(text(test, "url"));
  request.headers = headers_in(test);
  request.body = Secret(text(test, "body"));
  const SigningScope scope{text(test, "region"), text(test, "service")};
  const auto done = in_query ? sign_query(request, credentials_in(test), scope, time_in(test))
                             : sign(request, credentials_in(test), scope, time_in(test));
  if (!done) return {{"error", to_string(done.error())}};
  const http::RequestHeader* authorization = request.find_header("Authorization");
  return {{"url", plain(request.url)}, {"authorization", authorization ? plain(authorization->value) : ""}};
}

json::Object endpoint(const json::Value& test) {
  EndpointSettings settings;
  settings.use_fips = json::find_bool(test, "fips").value_or(false);
  settings.use_dualstack = json::find_bool(test, "dualstack").value_or(false);
  const std::string name = text(test, "service");
  const Service service = name == "sts"        ? Service::kSts
                          : name == "iam"      ? Service::kIam
                          : name == "ssm"      ? Service::kSsm
                          : name == "sso"      ? Service::kSso
                          : name == "sso-oidc" ? Service::kSsoOidc
                                               : Service::kSecretsManager;
  const auto found = resolve_endpoint(settings, service, text(test, "region"));
  if (!found) return {{"error", to_string(found.error())}};
  return {{"url", found->url}, {"signing_region", found->signing_region}};
}

json::Object answer(const json::Value& test) {
  const std::string kind = text(test, "kind");
  if (kind == "steps") return steps(test);
  if (kind == "header") return whole(test, false);
  if (kind == "query") return whole(test, true);
  return endpoint(test);
}

}  // namespace
}  // namespace coffer::aws

int main() { return coffer::aws::answer_lines(coffer::aws::answer); }
