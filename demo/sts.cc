// STS: who am I, session credentials with MFA, roles.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/encoding.h"
#include "demo/digest.h"
#include "demo/service.h"
#include "demo/times.h"
#include "demo/totp.h"

namespace coffer::demo {
namespace {

constexpr int kShortest = 900;  // seconds, of any session

std::unexpected<ServiceError> fail(int status, std::string code, std::string message) {
  return std::unexpected(ServiceError{status, std::move(code), std::move(message)});
}

std::unexpected<ServiceError> invalid(std::string_view value, std::string_view member,
                                      std::string_view constraint) {
  return std::unexpected(validation_error(Service::kSts, value, member, constraint));
}

std::expected<int, ServiceError> duration(const Pairs& parameters, int longest, int fallback) {
  const auto text = find_value(parameters, "DurationSeconds");
  if (text.empty()) return fallback;
  int seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size()) {
    return fail(400, "MalformedInput", fmt::format("'{}' is not an integer", text));
  }
  if (seconds < kShortest)
    return invalid(text, "durationSeconds", fmt::format("have value greater than or equal to {}", kShortest));
  if (seconds > longest)
    return invalid(text, "durationSeconds", fmt::format("have value less than or equal to {}", longest));
  return seconds;
}

std::expected<void, ServiceError> check_text(const Pairs& parameters, std::string_view name,
                                             std::string_view member, size_t shortest, size_t longest,
                                             std::string_view also, std::string_view pattern) {
  const auto text = find_value(parameters, name);
  if (text.size() < shortest)
    return invalid(text, member, fmt::format("have length greater than or equal to {}", shortest));
  if (text.size() > longest)
    return invalid(text, member, fmt::format("have length less than or equal to {}", longest));
  const bool right = std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || also.contains(c);
  });
  if (!right) return invalid(text, member, fmt::format("satisfy regular expression pattern: {}", pattern));
  return {};
}

std::unexpected<ServiceError> mfa_failed(std::string_view how) {
  return fail(403, "AccessDenied", fmt::format("MultiFactorAuthentication failed{}", how));
}

// True: a device was named and its code was right. The code is used up.
std::expected<bool, ServiceError> check_mfa(const Call& call, const Pairs& parameters) {
  const auto serial = find_value(parameters, "SerialNumber");
  const auto code = find_value(parameters, "TokenCode");
  if (serial.empty() && code.empty()) return false;
  if (serial.empty() || code.empty()) {
    return mfa_failed(", must provide both MFA serial number and one time pass code. ");
  }
  if (code.size() < 6) return invalid(code, "tokenCode", "have length greater than or equal to 6");
  if (code.size() > 6) return invalid(code, "tokenCode", "have length less than or equal to 6");
  if (code.find_first_not_of("0123456789") != std::string_view::npos) {
    return invalid(code, "tokenCode", "satisfy regular expression pattern: [\\d]*");
  }
  Principal* owner = nullptr;
  MfaDevice* device = call.state.find_device(serial, &owner);
  if (!device || device->serial != serial || owner != call.caller.principal) {
    return mfa_failed(
        ", unable to validate MFA code.  Please verify your MFA serial number is valid and associated with "
        "this user. ");
  }
  const int64_t current = totp_step(call.now);
  for (const int64_t step : {current - 1, current, current + 1}) {
    if (totp_code(device->seed, step) != code || device->used_steps.contains(step)) continue;
    device->used_steps.insert(step);
    return true;
  }
  return mfa_failed(" with invalid MFA one time pass code. ");
}

Session new_session(const Call& call, const std::string& principal_arn, int seconds) {
  Session session;
  session.access_key_id = random_id("ASIA", 16);
  session.secret = base64_encode(random_bytes(30));
  session.token = base64_encode(random_bytes(300));  // holds '+', '/' and '=' as AWS's do
  session.principal_arn = principal_arn;
  session.expires = std::chrono::floor<std::chrono::seconds>(call.now) + std::chrono::seconds(seconds);
  return session;
}

std::string credentials_element(const Session& session) {
  return "<Credentials>" + xml_element("AccessKeyId", session.access_key_id) +
         xml_element("SecretAccessKey", session.secret) + xml_element("SessionToken", session.token) +
         xml_element("Expiration", iso_time(session.expires)) + "</Credentials>";
}

XmlOutcome get_caller_identity(const Call& call) {
  return xml_element("Arn", call.caller.arn) + xml_element("UserId", call.caller.user_id) +
         xml_element("Account", call.caller.principal->account);
}

XmlOutcome get_session_token(const Call& call, const Pairs& parameters) {
  if (call.caller.session)
    return fail(403, "AccessDenied", "Cannot call GetSessionToken with session credentials");
  const auto seconds = duration(parameters, 129600, 43200);
  if (!seconds) return std::unexpected(seconds.error());
  // Needs no permission (STS, GetSessionToken, "Permissions"), but may be denied.
  const Question question{"sts:GetSessionToken", "*", call.caller.context(call.now)};
  if (evaluate(call.caller.principal->policies, question) == Decision::kDenied) {
    return std::unexpected(access_denied(Service::kSts, call.caller, question.action, "",
                                         "with an explicit deny in an identity-based policy"));
  }
  const auto mfa = check_mfa(call, parameters);
  if (!mfa) return std::unexpected(mfa.error());
  Session session = new_session(call, call.caller.principal->arn, *seconds);
  session.mfa = *mfa;
  session.mfa_at = call.now;
  const std::string element = credentials_element(session);
  call.state.sessions[session.access_key_id] = std::move(session);
  return element;
}

std::expected<std::optional<Policy>, ServiceError> session_policy(const Pairs& parameters) {
  const auto text = find_value(parameters, "Policy");
  if (text.empty()) return std::optional<Policy>();
  if (text.size() > 2048) return invalid(text, "policy", "have length less than or equal to 2048");
  const auto document = json::parse(text);
  if (!document) return fail(400, "MalformedPolicyDocument", "This policy contains invalid Json");
  auto policy = parse_policy(*document);
  if (!policy) return fail(400, "MalformedPolicyDocument", "Syntax errors in policy: " + policy.error().what);
  return std::optional<Policy>(std::move(*policy));
}

std::expected<void, ServiceError> check_role_request(const Pairs& parameters) {
  if (const auto arn = find_value(parameters, "RoleArn"); arn.size() < 20) {
    return invalid(arn, "roleArn", "have length greater than or equal to 20");
  }
  if (auto name =
          check_text(parameters, "RoleSessionName", "roleSessionName", 2, 64, "_+=,.@-", "[\\w+=,.@-]*");
      !name) {
    return name;
  }
  if (!has_name(parameters, "ExternalId")) return {};
  return check_text(parameters, "ExternalId", "externalId", 2, 1224, "_+=,.@:/-", "[\\w+=,.@:\\/-]*");
}

// The trust policy must name the caller; where it names only the account, or another one, the caller's own
// policy must allow it too. STS gives one and the same answer for a role that does not exist.
bool may_assume(const Call& call, const Principal* role, const Pairs& parameters, bool mfa) {
  if (!role || role->kind != Principal::Kind::kRole) return false;
  Question question{"sts:AssumeRole", role->arn, call.caller.context(call.now)};
  question.context["sts:rolesessionname"] = find_value(parameters, "RoleSessionName");
  if (const auto id = find_value(parameters, "ExternalId"); !id.empty())
    question.context["sts:externalid"] = id;
  if (mfa) question.context["aws:multifactorauthpresent"] = "true";
  // A trust policy has no Resource; evaluate() takes that as any.
  const Grant grant = evaluate(role->trust, question, call.caller.caller());
  if (grant == Grant::kNone || grant == Grant::kDenied) return false;
  const Decision own = evaluate(call.caller.principal->policies, question);
  if (own == Decision::kDenied) return false;
  const bool session_allows = !call.caller.session || !call.caller.session->policy ||
                              evaluate({*call.caller.session->policy}, question) == Decision::kAllowed;
  const bool direct = grant == Grant::kToPrincipal && role->account == call.caller.principal->account;
  return session_allows && (direct || own == Decision::kAllowed);
}

std::expected<int, ServiceError> role_duration(const Call& call, const Pairs& parameters,
                                               const Principal& role) {
  const auto seconds = duration(parameters, 43200, 3600);
  if (!seconds) return seconds;
  if (call.caller.is_role() && *seconds > 3600) {
    return fail(
        400, "ValidationError",
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
  }
  if (*seconds > role.max_session_seconds) {
    return fail(400, "ValidationError",
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  }
  return seconds;
}

XmlOutcome assume_role(const Call& call, const Pairs& parameters) {
  if (auto checked = check_role_request(parameters); !checked) return std::unexpected(checked.error());
  auto policy = session_policy(parameters);
  if (!policy) return std::unexpected(policy.error());
  const auto mfa = check_mfa(call, parameters);
  if (!mfa) return std::unexpected(mfa.error());
  const auto arn = find_value(parameters, "RoleArn");
  const Principal* role = call.state.find_principal(arn);
  if (!may_assume(call, role, parameters, *mfa)) {
    return std::unexpected(access_denied(Service::kSts, call.caller, "sts:AssumeRole", arn, ""));
  }
  const auto seconds = role_duration(call, parameters, *role);
  if (!seconds) return std::unexpected(seconds.error());
  Session session = new_session(call, role->arn, *seconds);
  session.session_name = find_value(parameters, "RoleSessionName");
  session.mfa = *mfa;
  session.mfa_at = call.now;
  session.policy = std::move(*policy);
  const std::string user =
      "<AssumedRoleUser>" + xml_element("AssumedRoleId", role->id + ":" + session.session_name) +
      xml_element("Arn", fmt::format("arn:{}:sts::{}:assumed-role/{}/{}", role->partition, role->account,
                                     role->name, session.session_name)) +
      "</AssumedRoleUser>";
  const std::string element = credentials_element(session);
  call.state.sessions[session.access_key_id] = std::move(session);
  return element + user;
}

}  // namespace

XmlOutcome call_sts(const Call& call, std::string_view action, const Pairs& parameters) {
  if (action == "GetCallerIdentity") return get_caller_identity(call);
  if (action == "GetSessionToken") return get_session_token(call, parameters);
  if (action == "AssumeRole") return assume_role(call, parameters);
  return fail(400, "InvalidAction",
              fmt::format("Could not find operation {} for version 2011-06-15", action));
}

}  // namespace coffer::demo
