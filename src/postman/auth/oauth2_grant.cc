#include "postman/auth/oauth2_grant.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "base/encoding.h"
#include "json/json.h"
#include "postman/auth/params.h"
#include "postman/read.h"

namespace coffer::postman {
namespace {

std::string param(const Auth& auth, std::string_view name) {
  const auto found = auth.params.find(name);
  return found != auth.params.end() ? found->second : std::string();
}

Result<std::string> grant_of(const Auth& auth, Substitutor& substitute) {
  const std::string type = substitute(param(auth, "grant_type"));
  if (type == "client_credentials") return type;
  if (type == "password_credentials" || type == "password") return std::string("password");
  return auth_error(
      ErrorCode::kUnsupported, "grant_type",
      fmt::format("the grant \"{}\" needs a person at a browser, and Coffer does not get its tokens", type),
      "Get the token in Postman and put it into accessToken, for example as {{vault:name}}; or use "
      "client_credentials.");
}

// What the user adds to the token request.
Result<void> add_own_parameters(const Auth& auth, RequestTemplate& request, UrlencodedBody& form) {
  const std::string text = param(auth, "tokenRequestParams");
  if (text.empty()) return {};
  const auto parsed = json::parse(text);
  const json::Array* list = parsed ? parsed->if_array() : nullptr;
  if (list == nullptr)
    return auth_error(ErrorCode::kInvalidArgument, "tokenRequestParams", "it is no JSON array");
  for (const json::Value& each : *list) {
    if (!json::find_bool(each, "enabled").value_or(true)) continue;
    const KeyValue pair{text_member(each, "key"), text_member(each, "value")};
    const std::string place = text_member(each, "send_as");
    if (pair.key.empty()) continue;
    if (place == "request_header") {
      request.headers.push_back(pair);
    } else if (place == "request_url") {
      request.url.raw += request.url.raw.find('?') == std::string::npos ? '?' : '&';
      request.url.raw += pair.key + "=" + pair.value;
    } else {
      form.fields.push_back(pair);
    }
  }
  return {};
}

void add_field(UrlencodedBody& form, std::string_view key, std::string value) {
  if (!value.empty()) form.fields.push_back({std::string(key), std::move(value)});
}

Result<RequestTemplate> token_template(const Auth& auth, Substitutor& substitute) {
  COFFER_ASSIGN(const std::string grant, grant_of(auth, substitute));
  RequestTemplate request;
  request.method = "POST";
  request.url.raw = param(auth, "accessTokenUrl");
  request.headers.push_back({"Accept", "application/json"});
  UrlencodedBody form;
  form.fields.push_back({"grant_type", grant});
  if (grant == "password") {
    form.fields.push_back({"username", param(auth, "username")});
    form.fields.push_back({"password", param(auth, "password")});
  }
  add_field(form, "scope", param(auth, "scope"));
  add_field(form, "audience", param(auth, "audience"));
  add_field(form, "resource", param(auth, "resource"));
  if (substitute(param(auth, "client_authentication")) == "body") {
    form.fields.push_back({"client_id", param(auth, "clientId")});
    add_field(form, "client_secret", param(auth, "clientSecret"));
    request.auth = Auth{"noauth", {}};
  } else {
    request.auth =
        Auth{"basic", {{"username", param(auth, "clientId")}, {"password", param(auth, "clientSecret")}}};
  }
  COFFER_TRY(add_own_parameters(auth, request, form));
  request.body = std::move(form);
  return request;
}

// Fields are named as the collection names them.
Error renamed(Error error) {
  error.field = error.field == "url" ? "auth accessTokenUrl" : "token request, " + error.field;
  return error;
}

// The codes of RFC 6749 §5.2, in words.
struct Refusal {
  std::string_view name;
  ErrorCode code = ErrorCode::kServiceError;
  std::string_view what, mend;
};
constexpr std::array<Refusal, 6> kRefusals{
    {{"invalid_client", ErrorCode::kAccessDenied,
      "it does not know the client, or the client secret is wrong",
      "Check clientId and clientSecret, and whether the server wants them in the header or in the body "
      "(client_authentication)."},
     {"invalid_grant", ErrorCode::kAccessDenied, "the user name or password is wrong, or expired",
      "Check username and password."},
     {"unauthorized_client", ErrorCode::kAccessDenied, "the client may not use this grant type",
      "Let the client be registered for it, or choose another grant_type."},
     {"unsupported_grant_type", ErrorCode::kInvalidArgument, "it does not support this grant type",
      "Choose another grant_type."},
     {"invalid_scope", ErrorCode::kInvalidArgument, "the scope is unknown, or more than may be asked for",
      "Check scope."},
     {"invalid_request", ErrorCode::kInvalidArgument, "a parameter is missing or wrong",
      "Check the auth's fields and tokenRequestParams."}}};

Error refused(const json::Value& answer, std::string_view name) {
  Refusal refusal{name, ErrorCode::kServiceError, "an error that RFC 6749 does not know", ""};
  for (const Refusal& each : kRefusals) {
    if (each.name == name) refusal = each;
  }
  Error error = auth_error(refusal.code, "oauth2",
                           fmt::format("the token endpoint refused ({}): {}", name, refusal.what),
                           std::string(refusal.mend));
  if (const auto said = json::find_string(answer, "error_description"); said && !said->empty())
    error.what += fmt::format("; it says: {}", *said);
  return error;
}

// Some servers write the number as a text.
std::optional<std::chrono::seconds> life_of(const json::Value& answer) {
  constexpr double kLongest = 10.0 * 365 * 24 * 3600;
  double seconds = -1;
  if (const auto number = json::find_number(answer, "expires_in")) seconds = *number;
  if (const auto text = json::find_string(answer, "expires_in"))
    std::from_chars(text->data(), text->data() + text->size(), seconds);
  if (seconds < 0) return std::nullopt;
  return std::chrono::seconds(static_cast<int64_t>(std::min(seconds, kLongest)));
}

}  // namespace

Result<PreparedRequest> prepare_token_request(const Auth& auth, Substitutor& substitute) {
  if (trim(param(auth, "accessTokenUrl")).empty()) {
    return auth_error(ErrorCode::kInvalidArgument, "accessTokenUrl", "there is no URL to get the token from",
                      "Fill in the access token URL, or the accessToken itself.");
  }
  Item item;
  COFFER_ASSIGN(item.request, token_template(auth, substitute));
  auto prepared = prepare(PlacedItem{&item, {}}, substitute);
  if (!prepared) return renamed(std::move(prepared).error());
  return prepared;
}

Result<GrantedToken> read_token_answer(int status, const Secret& body) {
  const auto no_token = [&](std::string_view why) {
    return auth_error(ErrorCode::kMalformed, "accessTokenUrl",
                      fmt::format("the token endpoint answered {} {}", status, why),
                      "Check that it is the URL of the token endpoint.");
  };
  const auto answer = json::SecretDocument::parse(body, {.depth = 16, .bytes = size_t{1} << 20});
  if (!answer || !answer->root().is_object()) return no_token("without a JSON object");
  if (const auto name = json::find_string(answer->root(), "error")) return refused(answer->root(), *name);
  const auto token = json::find_string(answer->root(), "access_token");
  if (status >= 300 || !token || token->empty()) return no_token("without an access token");
  const auto type = json::find_string(answer->root(), "token_type");
  if (type && iequals(*type, "mac")) {
    return auth_error(ErrorCode::kUnsupported, "oauth2", "the token endpoint gave a token of type MAC",
                      "Ask for a bearer token.");
  }
  return GrantedToken{Secret(*token), life_of(answer->root())};
}

}  // namespace coffer::postman
