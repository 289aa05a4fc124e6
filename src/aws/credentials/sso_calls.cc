#include "aws/credentials/sso_calls.h"

#include <fmt/format.h>

#include "aws/call.h"
#include "aws/credentials/secret_object.h"
#include "aws/times.h"
#include "aws/uri_encoding.h"
#include "base/encoding.h"
#include "json/json.h"

namespace coffer::aws {
namespace {

constexpr size_t kMaxAnswer = size_t{256} << 10;
constexpr std::string_view kDeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";  // RFC 8628 §3.4

Call oidc_call(std::string action, std::string path, const SsoSettings& settings, Secret body) {
  Call call{Service::kSsoOidc, std::move(action), settings.region, std::move(body), settings.name()};
  call.path = std::move(path);
  call.sign = false;
  return call;
}

Result<json::SecretDocument> ask(Client& client, const Call& call) {
  const Credentials nobody;
  COFFER_ASSIGN(const Secret body, client.call(call, nobody));
  auto document = json::SecretDocument::parse(body, {.depth = 16, .bytes = kMaxAnswer});
  if (!document || !document->root().is_object())
    return malformed_answer(client.context(call, nobody), "it is no JSON object");
  return document;
}

Error incomplete(Client& client, const Call& call, std::string_view member) {
  return malformed_answer(client.context(call, {}), fmt::format("it has no {}", member));
}

std::chrono::seconds seconds_in(const json::Value& root, std::string_view member, int standard, int most) {
  const double value = json::find_number(root, member).value_or(standard);
  return std::chrono::seconds(value >= 1 && value <= most ? static_cast<int>(value) : standard);
}

// It is opened in a browser and printed: an address, and nothing but one.
bool is_plain_url(std::string_view url) {
  if (url.size() > 2000 || !http::origin_of(url)) return false;
  for (const char c : url) {
    if (c <= ' ' || c >= '\x7f' || c == '"' || c == '\'' || c == '\\' || c == '`') return false;
  }
  return true;
}

bool is_plain_code(std::string_view code) {
  if (code.empty() || code.size() > 32) return false;
  for (const char c : code) {
    const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    if (!plain) return false;
  }
  return true;
}

std::string scopes_json(const SsoSettings& settings) {
  json::Array scopes;
  for (const std::string& scope : settings.scopes) scopes.emplace_back(scope);
  return json::dump(scopes);
}

Result<SsoToken> token_in(Client& client, const Clock& clock, const Call& call, const SsoSettings& settings,
                          const json::Value& root) {
  SsoToken token;
  token.start_url = settings.start_url;
  token.region = settings.region;
  token.access_token = Secret(json::find_string(root, "accessToken").value_or(""));
  if (token.access_token.empty()) return incomplete(client, call, "accessToken");
  token.expires = clock.now() + seconds_in(root, "expiresIn", 3600, 90 * 86400);
  token.refresh_token = Secret(json::find_string(root, "refreshToken").value_or(""));
  return token;
}

SecretObject who(const SsoRegistration& registration) {
  SecretObject body;
  body.text("clientId", registration.client_id).text("clientSecret", registration.client_secret);
  return body;
}

SsoRegistration copy(const SsoRegistration& registration) {
  return {registration.client_id, registration.client_secret.clone(), registration.expires};
}

}  // namespace

Result<SsoRegistration> register_sso_client(Client& client, const Clock& clock, const SsoSettings& settings) {
  SecretObject body;
  body.text("clientName",
            fmt::format("coffer-{}",
                        std::chrono::floor<std::chrono::seconds>(clock.now()).time_since_epoch().count()));
  body.text("clientType", "public");
  if (!settings.scopes.empty()) body.raw("scopes", scopes_json(settings));
  const Call call = oidc_call("RegisterClient", "/client/register", settings, body.take());
  COFFER_ASSIGN(const json::SecretDocument answer, ask(client, call));
  SsoRegistration made;
  made.client_id = json::find_string(answer.root(), "clientId").value_or("");
  made.client_secret = Secret(json::find_string(answer.root(), "clientSecret").value_or(""));
  if (made.client_id.empty() || made.client_secret.empty())
    return incomplete(client, call, "clientId or clientSecret");
  if (const auto seconds = json::find_number(answer.root(), "clientSecretExpiresAt"))
    made.expires = from_epoch_seconds(*seconds);
  return made;
}

Result<DeviceAuthorization> start_device_authorization(Client& client, const SsoSettings& settings,
                                                       const SsoRegistration& registration) {
  SecretObject body = who(registration);
  body.text("startUrl", settings.start_url);
  const Call call = oidc_call("StartDeviceAuthorization", "/device_authorization", settings, body.take());
  COFFER_ASSIGN(const json::SecretDocument answer, ask(client, call));
  const json::Value& root = answer.root();
  DeviceAuthorization started;
  started.device_code = Secret(json::find_string(root, "deviceCode").value_or(""));
  started.sign_in.code = json::find_string(root, "userCode").value_or("");
  started.sign_in.url = json::find_string(root, "verificationUri").value_or("");
  started.sign_in.url_with_code =
      json::find_string(root, "verificationUriComplete").value_or(started.sign_in.url);
  started.sign_in.name = settings.name();
  if (started.device_code.empty()) return incomplete(client, call, "deviceCode");
  if (!is_plain_code(started.sign_in.code))
    return incomplete(client, call, "userCode that a person could type");
  if (!is_plain_url(started.sign_in.url) || !is_plain_url(started.sign_in.url_with_code))
    return incomplete(client, call, "verificationUri that is a web address");
  started.expires = seconds_in(root, "expiresIn", 600, 3600);
  started.interval = seconds_in(root, "interval", 5, 60);
  return started;
}

Result<TokenAnswer> ask_device_token(Client& client, const Clock& clock, const SsoSettings& settings,
                                     const SsoRegistration& registration, const Secret& device_code) {
  SecretObject body = who(registration);
  body.text("grantType", kDeviceGrant).text("deviceCode", device_code);
  Call call = oidc_call("CreateToken", "/token", settings, body.take());
  ServiceFailure refused;
  call.refused = &refused;
  call.retries = false;
  auto answer = ask(client, call);
  if (!answer) {
    if (refused.code == "AuthorizationPending") return TokenAnswer{TokenState::kPending, {}};
    if (refused.code == "SlowDown") return TokenAnswer{TokenState::kSlowDown, {}};
    if (refused.code == "ExpiredToken")
      return Error{ErrorCode::kCredentialsExpired, "the sign-in was not finished in time", "Begin again."};
    if (refused.code == "AccessDenied")
      return Error{ErrorCode::kCancelled, "the sign-in was refused in the browser"};
    return std::move(answer).error();
  }
  COFFER_ASSIGN(SsoToken token, token_in(client, clock, call, settings, answer->root()));
  token.registration = copy(registration);
  return TokenAnswer{TokenState::kGranted, std::move(token)};
}

Result<SsoToken> refresh_sso_token(Client& client, const Clock& clock, const SsoSettings& settings,
                                   const SsoToken& token) {
  SecretObject body = who(token.registration);
  body.text("grantType", "refresh_token").text("refreshToken", token.refresh_token);
  const Call call = oidc_call("CreateToken", "/token", settings, body.take());
  COFFER_ASSIGN(const json::SecretDocument answer, ask(client, call));
  COFFER_ASSIGN(SsoToken fresh, token_in(client, clock, call, settings, answer.root()));
  fresh.registration = copy(token.registration);
  if (fresh.refresh_token.empty()) fresh.refresh_token = token.refresh_token.clone();
  return fresh;
}

Result<Credentials> get_role_credentials(Client& client, const SsoSettings& settings,
                                         const Secret& access_token) {
  Call call{Service::kSso,
            "GetRoleCredentials",
            settings.region,
            Secret(),
            fmt::format("for role {} in account {}", settings.role_name, settings.account_id),
            &access_token};
  call.method = "GET";
  call.path = fmt::format("/federation/credentials?role_name={}&account_id={}",
                          percent_encode(settings.role_name), percent_encode(settings.account_id));
  call.headers.push_back({"x-amz-sso_bearer_token", access_token.clone()});
  call.sign = false;
  ServiceFailure refused;
  call.refused = &refused;
  auto answer = ask(client, call);
  if (!answer) {
    if (refused.code == "Unauthorized" || refused.status == 401)
      return Error{ErrorCode::kCredentialsExpired,
                   "IAM Identity Center does not accept the sign-in any more"};
    return std::move(answer).error();
  }
  const json::Value* got = json::find(answer->root(), "roleCredentials");
  if (got == nullptr) return incomplete(client, call, "roleCredentials");
  Credentials credentials;
  credentials.access_key_id = json::find_string(*got, "accessKeyId").value_or("");
  credentials.secret_access_key = Secret(json::find_string(*got, "secretAccessKey").value_or(""));
  credentials.session_token = Secret(json::find_string(*got, "sessionToken").value_or(""));
  const auto milliseconds = json::find_number(*got, "expiration");
  if (milliseconds) credentials.expires = from_epoch_seconds(*milliseconds / 1000);
  credentials.source = fmt::format("IAM Identity Center {} ({} in {})", settings.name(), settings.role_name,
                                   settings.account_id);
  if (credentials.access_key_id.empty() || credentials.secret_access_key.empty() ||
      !credentials.temporary() || !credentials.expires) {
    return incomplete(client, call, "complete credentials");
  }
  return credentials;
}

}  // namespace coffer::aws
