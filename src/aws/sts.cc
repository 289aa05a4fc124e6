#include "aws/sts.h"

#include <fmt/format.h>

#include <algorithm>

#include "aws/arn.h"
#include "aws/call.h"
#include "aws/query_form.h"
#include "aws/secret_xml.h"
#include "aws/times.h"

namespace coffer::aws {
namespace {

using std::chrono::seconds;

constexpr std::string_view kVersion = "2011-06-15";
constexpr seconds kMinDuration{900};
constexpr seconds kMaxSessionDuration{129600};  // GetSessionToken
constexpr seconds kMaxRoleDuration{43200};      // AssumeRole
constexpr size_t kMaxPolicy = 2048;             // characters of an inline session policy
constexpr size_t kMfaDigits = 6;

Result<void> check_mfa(std::string_view serial, const Secret& code) {
  COFFER_TRY(check_mfa_serial(serial));
  const bool six_digits = code.expose([](std::string_view text) {
    return text.size() == kMfaDigits &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  });
  if (six_digits) return {};
  return Error{ErrorCode::kMfaWrong, "an MFA code is 6 digits", "Type the code that the device shows now",
               "MFA code"};
}

Result<void> check_duration(seconds duration, seconds most) {
  if (duration >= kMinDuration && duration <= most) return {};
  return Error{
      ErrorCode::kInvalidArgument,
      fmt::format("{} s is not between {} s and {} s", duration.count(), kMinDuration.count(), most.count()),
      "Choose a duration in between", "duration"};
}

Result<SecretXml> ask(Client& client, const Credentials& credentials, const Call& call) {
  COFFER_ASSIGN(const Secret body, client.call(call, credentials));
  auto xml = SecretXml::parse(body);
  if (!xml) return malformed_answer(client.context(call, credentials), xml.error().what);
  return xml;
}

Result<Credentials> read_credentials(const SecretXml& xml, const CallContext& context, std::string source) {
  const pugi::xml_node node = SecretXml::find(xml.root(), "Credentials");
  Credentials got;
  got.access_key_id = SecretXml::text_of(node, "AccessKeyId");
  got.secret_access_key = Secret(SecretXml::text_of(node, "SecretAccessKey"));
  got.session_token = Secret(SecretXml::text_of(node, "SessionToken"));
  got.expires = parse_iso_time(SecretXml::text_of(node, "Expiration"));
  got.source = std::move(source);
  if (got.access_key_id.empty() || got.secret_access_key.empty() || got.session_token.empty() ||
      !got.expires) {
    return malformed_answer(context, "the credentials in it are not complete");
  }
  return got;
}

Result<void> check_role_input(const AssumeRoleInput& input) {
  COFFER_TRY(parse_role_arn(input.role_arn));
  COFFER_TRY(check_duration(input.duration, kMaxRoleDuration));
  if (input.session_policy && input.session_policy->size() > kMaxPolicy) {
    return Error{ErrorCode::kInvalidArgument, "it is longer than 2048 characters", "Shorten it",
                 "session policy"};
  }
  if (!input.mfa_serial) return {};
  if (input.mfa_code == nullptr) {
    return Error{ErrorCode::kMfaRequired, "the role asks for an MFA code", "Give one", "MFA code"};
  }
  return check_mfa(*input.mfa_serial, *input.mfa_code);
}

// What AWS says of session credentials it says here of the token, in the same codes.
Error of_the_token(Error error) {
  if (error.code == ErrorCode::kCredentialsExpired) {
    error.what = "AWS STS says that the web identity token has expired";
    error.mend = "Have whatever writes the token's file renew it";
  } else if (error.code == ErrorCode::kCredentialsInvalid) {
    error.what = "AWS STS does not accept the web identity token";
    error.mend =
        "See whether its issuer is an identity provider of the role's account, and its audience right";
  }
  error.field.clear();
  return error;
}

}  // namespace

Result<void> check_mfa_serial(std::string_view serial) {
  const bool plain = std::ranges::all_of(serial, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_+=/:,.@-").contains(c);
  });
  const bool device = !serial.starts_with("arn:") || serial.contains(":mfa/");
  if (plain && device && serial.size() >= 9 && serial.size() <= 256) return {};
  return Error{ErrorCode::kInvalidArgument, "this is no MFA device",
               "Give its ARN (arn:aws:iam::123456789012:mfa/name), or the serial number of a hardware device",
               "MFA device"};
}

Result<CallerIdentity> get_caller_identity(Client& client, const Credentials& credentials,
                                           const std::string& region) {
  const Call call{Service::kSts, "GetCallerIdentity", region,
                  QueryForm("GetCallerIdentity", kVersion).take()};
  COFFER_ASSIGN(const SecretXml xml, ask(client, credentials, call));
  CallerIdentity identity{std::string(SecretXml::text_of(xml.root(), "Account")),
                          std::string(SecretXml::text_of(xml.root(), "Arn")),
                          std::string(SecretXml::text_of(xml.root(), "UserId"))};
  if (identity.account.empty() || identity.arn.empty()) {
    return malformed_answer(client.context(call, credentials), "it names no account");
  }
  return identity;
}

Result<Credentials> get_session_token(Client& client, const Credentials& credentials,
                                      const std::string& region, const std::string& mfa_serial,
                                      const Secret& mfa_code, seconds duration) {
  COFFER_TRY(check_mfa(mfa_serial, mfa_code));
  COFFER_TRY(check_duration(duration, kMaxSessionDuration));
  QueryForm form("GetSessionToken", kVersion);
  form.add("DurationSeconds", std::to_string(duration.count()));
  form.add("SerialNumber", mfa_serial).add("TokenCode", mfa_code);
  const Call call{Service::kSts, "GetSessionToken", region, form.take(), mfa_serial, &mfa_code};
  COFFER_ASSIGN(const SecretXml xml, ask(client, credentials, call));
  return read_credentials(xml, client.context(call, credentials),
                          fmt::format("{} with MFA", credentials.source));
}

Result<Credentials> assume_role(Client& client, const Credentials& credentials, const std::string& region,
                                const AssumeRoleInput& input) {
  COFFER_TRY(check_role_input(input));
  QueryForm form("AssumeRole", kVersion);
  form.add("RoleArn", input.role_arn).add("RoleSessionName", input.session_name);
  form.add("DurationSeconds", std::to_string(input.duration.count()));
  if (input.external_id) form.add("ExternalId", *input.external_id);
  if (input.session_policy) form.add("Policy", *input.session_policy);
  if (input.mfa_serial) form.add("SerialNumber", *input.mfa_serial).add("TokenCode", *input.mfa_code);
  const Call call{Service::kSts, "AssumeRole", region, form.take(), input.role_arn, input.mfa_code};
  COFFER_ASSIGN(const SecretXml xml, ask(client, credentials, call));
  return read_credentials(xml, client.context(call, credentials), "AssumeRole " + input.role_arn);
}

Result<Credentials> assume_role_with_web_identity(Client& client, const Secret& token,
                                                  const std::string& region, const AssumeRoleInput& input) {
  COFFER_TRY(check_role_input(input));
  QueryForm form("AssumeRoleWithWebIdentity", kVersion);
  form.add("RoleArn", input.role_arn).add("RoleSessionName", input.session_name);
  form.add("DurationSeconds", std::to_string(input.duration.count()));
  if (input.session_policy) form.add("Policy", *input.session_policy);
  form.add("WebIdentityToken", token);
  Call call{Service::kSts, "AssumeRoleWithWebIdentity", region, form.take(), input.role_arn, &token};
  call.sign = false;
  const Credentials nobody;
  auto body = client.call(call, nobody);
  if (!body) return of_the_token(std::move(body).error());
  const auto xml = SecretXml::parse(*body);
  if (!xml) return malformed_answer(client.context(call, nobody), xml.error().what);
  return read_credentials(*xml, client.context(call, nobody), "web identity as " + input.role_arn);
}

}  // namespace coffer::aws
