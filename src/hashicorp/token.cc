#include "hashicorp/token.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"
#include "base/secret_encoding.h"
#include "hashicorp/failure.h"
#include "json/json.h"

namespace coffer::hashicorp {
namespace {

using std::chrono::seconds;

constexpr double kLongestLease = 3.2e9;  // a century

std::string text(const json::Value& value, std::string_view member) {
  return std::string(json::find_string(value, member).value_or(""));
}

seconds seconds_of(const json::Value& value, std::string_view member) {
  const double number = json::find_number(value, member).value_or(0);
  return seconds(static_cast<int64_t>(std::clamp(number, 0.0, kLongestLease)));
}

std::vector<std::string> policies_of(const json::Value& value) {
  std::vector<std::string> policies;
  const json::Array* list = json::find_array(value, "policies");
  if (list == nullptr) return policies;
  for (const json::Value& each : *list) {
    if (each.is_string()) policies.emplace_back(json::view(each.get_string()));
  }
  return policies;
}

// A header takes nothing else; the projects' clients refuse it likewise (validateToken in client.go).
bool is_printable(const Secret& token) {
  return token.expose([](std::string_view bytes) {
    return !bytes.empty() && std::ranges::all_of(bytes, [](char c) { return c > ' ' && c < 0x7f; });
  });
}

Result<json::SecretDocument> parse(const Client& client, const Answer& answer, std::string_view asked) {
  auto document = json::SecretDocument::parse(answer.body, {.depth = 32, .bytes = answer.body.size()});
  if (!document) return malformed_answer(client.server(), asked, document.error().what);
  return document;
}

Error refused_token(const Client& client) {
  return {ErrorCode::kCredentialsInvalid,
          fmt::format("{} does not take the token: it is wrong, expired, revoked, or may not look itself up "
                      "(which the policy \"default\" allows)",
                      client.server().address),
          "Log in again (vault login, bao login), or set VAULT_TOKEN or BAO_TOKEN", "token"};
}

Result<Token> read_login(const Client& client, const Answer& answer, std::string_view asked,
                         std::string who) {
  COFFER_ASSIGN(const json::SecretDocument document, parse(client, answer, asked));
  const json::Value* auth = json::find(document.root(), "auth");
  if (auth == nullptr || !auth->is_object())
    return malformed_answer(client.server(), asked, "it has no \"auth\"");
  if (json::find_object(*auth, "mfa_requirement") != nullptr) {
    return Error{ErrorCode::kMfaRequired, "the server wants a second factor for this login",
                 "Log in by its own client (vault login, bao login), which leaves a token for Coffer"};
  }
  Token token;
  token.value = Secret(json::find_string(*auth, "client_token").value_or(""));
  if (!is_printable(token.value)) return malformed_answer(client.server(), asked, "it has no token");
  token.accessor = text(*auth, "accessor");
  token.who = std::move(who);
  token.policies = policies_of(*auth);
  token.lease = seconds_of(*auth, "lease_duration");
  token.renewable = json::find_bool(*auth, "renewable").value_or(false);
  return token;
}

// 400 and 403 are what a login that fails gets, 404 (or 403, as the server tells nobody what there is) a
// method that is not there.
Result<Token> log_in(const Client& client, Call call, const std::string& method, const std::string& wrong,
                     std::string who) {
  const std::string asked = fmt::format("log in by {} at auth/{}", method, call.path);
  call.method = "POST";
  call.path = fmt::format("auth/{}", call.path);
  COFFER_ASSIGN(const Answer answer, client.send(call));
  if (answer.status >= 200 && answer.status < 300) return read_login(client, answer, asked, std::move(who));
  const Failure failure = read_failure(answer);
  const bool api = failure.kind.empty();
  if (api && (answer.status == 400 || answer.status == 401 || answer.status == 403 || answer.status == 404)) {
    return Error{ErrorCode::kCredentialsInvalid,
                 fmt::format("{} refused to {}: {}, or the method is not mounted there",
                             client.server().address, asked, wrong),
                 "Give it again; --hashicorp-auth-path says where the method is mounted"};
  }
  Failure silent = failure;
  silent.errors.clear();
  return explain(failure.sealed() ? failure : silent, client.server(), asked, nullptr);
}

}  // namespace

Result<Token> look_up(const Client& client, const Secret& token, const std::string& ns) {
  constexpr std::string_view kAsked = "look the token up";
  if (!is_printable(token)) {
    return Error{ErrorCode::kCredentialsInvalid, "the token is empty, or has a character that none has",
                 "Copy it again", "token"};
  }
  Call call;
  call.path = "auth/token/lookup-self";
  call.ns = ns;
  call.token = &token;
  COFFER_ASSIGN(const Answer answer, client.send(call));
  if (answer.status != 200) {
    const Failure failure = read_failure(answer);
    if (answer.status == 403 && failure.kind.empty()) return refused_token(client);
    return explain(failure, client.server(), kAsked, &token);
  }
  COFFER_ASSIGN(const json::SecretDocument document, parse(client, answer, kAsked));
  const json::Value* data = json::find(document.root(), "data");
  if (data == nullptr || !data->is_object())
    return malformed_answer(client.server(), kAsked, "it has no \"data\"");
  Token found;
  found.value = token.clone();
  found.accessor = text(*data, "accessor");
  found.who = text(*data, "display_name");
  if (found.who.empty()) found.who = "token";
  found.policies = policies_of(*data);
  found.lease = seconds_of(*data, "ttl");
  found.renewable = json::find_bool(*data, "renewable").value_or(false);
  return found;
}

Result<Token> log_in_by_approle(const Client& client, const std::string& ns, const std::string& mount,
                                const Secret& role_id, const Secret& secret_id) {
  Call call;
  call.path = fmt::format("{}/login", mount.empty() ? "approle" : mount);
  call.ns = ns;
  SecretBuilder body;
  body.append("{\"role_id\":\"").append(json_escape(role_id));
  body.append("\",\"secret_id\":\"").append(json_escape(secret_id)).append("\"}");
  call.body = body.take();
  return log_in(client, std::move(call), "approle",
                "the role ID or the secret ID is wrong, used up or expired", "approle");
}

Result<Token> log_in_by_userpass(const Client& client, const std::string& ns, const std::string& mount,
                                 const std::string& username, const Secret& password) {
  if (username.empty() || username.find_first_of("/?#%\\") != std::string::npos) {
    return Error{ErrorCode::kCredentialsInvalid, "the user name is empty, or has a character that none has",
                 "Enter it again", "user name"};
  }
  Call call;
  call.path = fmt::format("{}/login/{}", mount.empty() ? "userpass" : mount, username);
  call.ns = ns;
  SecretBuilder body;
  body.append("{\"password\":\"").append(json_escape(password)).append("\"}");
  call.body = body.take();
  return log_in(client, std::move(call), "userpass", "the user name or the password is wrong",
                "userpass " + username);
}

Result<seconds> renew(const Client& client, const Secret& token, const std::string& ns) {
  constexpr std::string_view kAsked = "renew the token";
  Call call;
  call.method = "POST";
  call.path = "auth/token/renew-self";
  call.ns = ns;
  call.token = &token;
  call.body = Secret("{}");
  COFFER_ASSIGN(const Answer answer, client.send(call));
  if (answer.status != 200) return explain(read_failure(answer), client.server(), kAsked, &token);
  COFFER_ASSIGN(const Token renewed, read_login(client, answer, kAsked, {}));
  return renewed.lease;
}

}  // namespace coffer::hashicorp
