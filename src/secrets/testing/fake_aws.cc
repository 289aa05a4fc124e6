#include "secrets/testing/fake_aws.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "json/json.h"

namespace coffer::secrets {
namespace {

http::Response json_error(const std::string& code, const std::string& message, int status) {
  return http::make_response(status,
                             fmt::format(R"({{"__type":"{}","message":"{}"}})", code, json_escape(message)));
}

http::Response xml_error(const std::string& code, const std::string& message, int status) {
  return http::make_response(
      status,
      fmt::format("<ErrorResponse><Error><Code>{}</Code><Message>{}</Message></Error></ErrorResponse>", code,
                  html_escape(message)));
}

std::string form_field(std::string_view body, const std::string& name) {
  while (!body.empty()) {
    const std::string_view pair = body.substr(0, body.find('&'));
    if (pair.starts_with(name + "=")) return percent_decode(pair.substr(name.size() + 1));
    body.remove_prefix(std::min(body.size(), pair.size() + 1));
  }
  return {};
}

std::string credentials_xml(const std::string& key_id) {
  return fmt::format(
      "<Credentials><AccessKeyId>{}</AccessKeyId><SecretAccessKey>session-secret-key</SecretAccessKey>"
      "<SessionToken>session-token-value</SessionToken><Expiration>2026-01-01T02:00:00Z</Expiration></"
      "Credentials>",
      key_id);
}

constexpr std::string_view kMfaSession = "ASIAMFASESSION";

std::string result_xml(const std::string& action, const std::string& inside) {
  return fmt::format("<{0}Response><{0}Result>{1}</{0}Result></{0}Response>", action, inside);
}

}  // namespace

std::string test_arn(const std::string& name, const std::string& region, const std::string& account) {
  return fmt::format("arn:aws:secretsmanager:{}:{}:secret:{}-AbCdEf", region, account, name);
}

FakeAws::FakeAws() : transport_([this](const http::Request& request) { return answer(request); }) {}

void FakeAws::put(const std::string& arn, const std::string& value, const std::string& version) {
  secrets_[arn] = {value, {}, version};
}

void FakeAws::put_parameter(const std::string& name, const std::string& value, const std::string& version) {
  parameters_[name] = {value, {}, version};
}

void FakeAws::put_binary(const std::string& arn, const std::string& base64) {
  secrets_[arn] = {{}, base64, "v-1"};
}

void FakeAws::fail(const std::string& action, const std::string& code, const std::string& message,
                   int status) {
  failures_[action] = {code, message, status, -1, {}};
}

void FakeAws::fail_next(const std::string& action, const std::string& code, int times,
                        const std::string& message) {
  failures_[action] = {code, message, 400, times, {}};
}

void FakeAws::cut(const std::string& action, ErrorCode code) { failures_[action] = {{}, "", 0, -1, code}; }

void FakeAws::recover(const std::string& action) { failures_.erase(action); }

std::vector<FakeAws::Call> FakeAws::calls(const std::string& action) const {
  std::vector<Call> found;
  for (const Call& call : calls_) {
    if (call.action == action) found.push_back(call);
  }
  return found;
}

Result<http::Response> FakeAws::answer(const http::Request& request) {
  const http::RecordedRequest record = http::record_of(request, {});
  if (others) {
    if (auto answer = others(record)) return std::move(*answer);
  }
  Call call;
  call.body = record.body;
  const std::string target = record.header("X-Amz-Target");
  call.action = target.empty() ? form_field(call.body, "Action") : target.substr(target.find('.') + 1);
  const std::string authorization = record.header("Authorization");
  const size_t id = authorization.find("Credential=") + std::string_view("Credential=").size();
  call.key_id = authorization.substr(id, authorization.find('/', id) - id);
  call.host = http::origin_of(record.url)->host;
  calls_.push_back(call);
  if (auto failed = failure(call)) return std::move(*failed);
  if (call.action == "GetSecretValue") return get(call);
  if (call.action == "BatchGetSecretValue") return batch(call);
  if (call.action == "DescribeSecret") return describe(call);
  if (call.action == "GetParameter") return parameter(call);
  if (call.action == "GetParameters") return parameters(call);
  return query(call);
}

std::optional<Result<http::Response>> FakeAws::failure(const Call& call) {
  const bool json = call.action.ends_with("SecretValue") || call.action == "DescribeSecret" ||
                    call.action.starts_with("GetParameter");
  if (ended.contains(call.key_id))
    return json ? json_error("ExpiredTokenException", "no", 400) : xml_error("ExpiredToken", "no", 403);
  const auto found = failures_.find(call.action);
  if (found == failures_.end() || found->second.times == 0) return std::nullopt;
  const Failure& failure = found->second;
  if (failure.times > 0) --found->second.times;
  if (failure.cut) return Error{*failure.cut, "could not connect to " + call.host};
  return json ? json_error(failure.code, failure.message, failure.status)
              : xml_error(failure.code, failure.message, failure.status);
}

http::Response FakeAws::get(const Call& call) {
  const auto asked = *json::parse(call.body);
  const std::string arn(*json::find_string(asked, "SecretId"));
  const auto found = secrets_.find(arn);
  if (found == secrets_.end()) {
    return json_error("ResourceNotFoundException", "Secrets Manager can't find the specified secret.", 400);
  }
  const std::string version(json::find_string(asked, "VersionId").value_or(found->second.version));
  const std::string stage(json::find_string(asked, "VersionStage").value_or("AWSCURRENT"));
  if (version != found->second.version || (stage != "AWSCURRENT" && stage != "blue")) {
    return json_error(
        "ResourceNotFoundException",
        fmt::format("Secrets Manager can't find the specified secret value for VersionId: {}", version), 400);
  }
  json::Object out{{"ARN", arn},
                   {"Name", "n"},
                   {"VersionId", version},
                   {"VersionStages", json::Array{"AWSCURRENT"}},
                   {"CreatedDate", 1.7e9}};
  if (found->second.base64.empty()) {
    out["SecretString"] = found->second.text;
  } else {
    out["SecretBinary"] = found->second.base64;
  }
  return http::make_response(200, json::dump(out));
}

http::Response FakeAws::describe(const Call& call) {
  const std::string arn(*json::find_string(*json::parse(call.body), "SecretId"));
  const auto found = secrets_.find(arn);
  if (found == secrets_.end()) return json_error("ResourceNotFoundException", "no such secret", 400);
  const json::Object versions{{found->second.version, json::Array{"AWSCURRENT", "blue"}},
                              {"older", json::Array{}}};
  return http::make_response(
      200, json::dump(json::Object{{"ARN", arn}, {"Name", "n"}, {"VersionIdsToStages", versions}}));
}

http::Response FakeAws::batch(const Call& call) {
  const json::Value asked = *json::parse(call.body);
  json::Array values;
  json::Array errors;
  for (const json::Value& id : *json::find_array(asked, "SecretIdList")) {
    const std::string arn(json::view(id.get_string()));
    const auto found = secrets_.find(arn);
    if (found == secrets_.end()) {
      errors.push_back(
          json::Object{{"SecretId", arn}, {"ErrorCode", "ResourceNotFoundException"}, {"Message", "gone"}});
      continue;
    }
    values.push_back(json::Object{{"ARN", arn},
                                  {"Name", "n"},
                                  {"VersionId", found->second.version},
                                  {"SecretString", found->second.text},
                                  {"VersionStages", json::Array{"AWSCURRENT"}}});
  }
  return http::make_response(200, json::dump(json::Object{{"SecretValues", values}, {"Errors", errors}}));
}

http::Response FakeAws::parameter(const Call& call) {
  const std::string asked(*json::find_string(*json::parse(call.body), "Name"));
  const size_t colon =
      asked.starts_with("arn:") ? asked.find(':', asked.find(":parameter/") + 1) : asked.find(':');
  const auto found = parameters_.find(asked.substr(0, colon));
  if (found == parameters_.end()) return json_error("ParameterNotFound", "", 400);
  if (colon != std::string::npos && asked.substr(colon + 1) != found->second.version)
    return json_error("ParameterVersionNotFound", "Systems Manager could not find the version.", 400);
  return http::make_response(
      200, json::dump(json::Object{{"Parameter", json::Object{{"Name", found->first},
                                                              {"Value", found->second.text},
                                                              {"Version", std::stoi(found->second.version)},
                                                              {"LastModifiedDate", 1.7e9}}}}));
}

http::Response FakeAws::parameters(const Call& call) {
  json::Array found, missing;
  const json::Value asked = *json::parse(call.body);
  for (const json::Value& each : *json::find_array(asked, "Names")) {
    const auto stored = parameters_.find(std::string(json::view(each.get_string())));
    if (stored == parameters_.end()) {
      missing.push_back(each);
    } else {
      found.push_back(json::Object{{"Name", stored->first}, {"Value", stored->second.text}, {"Version", 1}});
    }
  }
  return http::make_response(200,
                             json::dump(json::Object{{"Parameters", found}, {"InvalidParameters", missing}}));
}

http::Response FakeAws::query(const Call& call) {
  if (call.action == "ListMFADevices") {
    std::string members;
    for (const std::string& serial : mfa_devices)
      members += fmt::format("<member><SerialNumber>{}</SerialNumber></member>", serial);
    return http::make_response(
        200, result_xml(call.action,
                        fmt::format("<MFADevices>{}</MFADevices><IsTruncated>false</IsTruncated>", members)));
  }
  if (call.action == "GetSessionToken") {
    if (form_field(call.body, "TokenCode") != mfa_code) {
      return xml_error("AccessDenied",
                       "MultiFactorAuthentication failed with invalid MFA one time pass code. ", 403);
    }
    return http::make_response(
        200, result_xml(call.action, credentials_xml(fmt::format("{}{:02}", kMfaSession, mfa_sessions++))));
  }
  if (call.action == "AssumeRole") {
    return http::make_response(
        200, result_xml(call.action, credentials_xml(fmt::format("ASIAROLE{:08}", ++assumed_roles))));
  }
  const bool session = call.key_id.starts_with(kMfaSession);  // all of them are one user's
  const auto account = accounts.find(call.key_id);
  const std::string number = account != accounts.end() ? account->second : kAccount;
  return http::make_response(
      200,
      result_xml(call.action,
                 fmt::format("<Arn>arn:aws:iam::{0}:user/{1}</Arn><UserId>U</UserId><Account>{0}</Account>",
                             number, session ? fmt::format("{}00", kMfaSession) : call.key_id)));
}

}  // namespace coffer::secrets
