#include "demo/control.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "demo/digest.h"
#include "demo/times.h"
#include "demo/totp.h"

namespace coffer::demo {
namespace {

HttpResponse answer(int status, const json::Value& body) {
  return {status, {{"Content-Type", "application/json"}}, json::dump(body)};
}

HttpResponse answer_error(const Error& error) {
  const int status = error.code == ErrorCode::kNotFound        ? 404
                     : error.code == ErrorCode::kAlreadyExists ? 409
                                                               : 400;
  return answer(status, json::Object{{"error", to_string(error)}});
}

Error not_found(std::string_view field, std::string_view name) {
  return {ErrorCode::kNotFound, fmt::format("there is no '{}'", name), "", std::string(field)};
}

std::string_view text(const json::Value& body, std::string_view member) {
  return json::find_string(body, member).value_or("");
}

std::chrono::milliseconds milliseconds(const json::Value& body, std::string_view member, double scale) {
  return std::chrono::milliseconds(static_cast<long>(json::find_number(body, member).value_or(0) * scale));
}

json::Value done() { return json::Object{{"ok", true}}; }

}  // namespace

HttpResponse Control::handle(const HttpRequest& request) {
  if (!request.remote_is_loopback)
    return answer(403, json::Object{{"error", "control is for loopback only"}});
  json::Value body = json::Object();
  if (!request.body.empty()) {
    auto parsed = json::parse(request.body);
    if (!parsed) return answer_error(parsed.error());
    body = std::move(*parsed);
  }
  const auto command = request.path().substr(kControlPrefix.size());
  const auto result = run(request.method, command, parse_query(request.query(), Plus::kIsPlus), body);
  return result ? answer(200, *result) : answer_error(result.error());
}

Result<json::Value> Control::run(std::string_view method, std::string_view command, const Pairs& query,
                                 const json::Value& body) {
  if (command == "faults") return faults(method, body);
  if (command == "clock") return clock(method, body);
  if (command == "calls") return calls(method);
  if (command == "expire") return expire(body);
  if (command == "key") return key(body);
  if (command == "secrets") return secrets(method, body);
  if (command == "mfa") return mfa(method, query, body);
  if (command == "delay") return delay(body);
  if (command == "mismatch") return mismatch();
  if (command == "accept") {
    const auto header = text(body, "header");
    echo_.accept_only(std::string(header.empty() ? "Authorization" : header),
                      std::string(text(body, "value")));
    return done();
  }
  if (command == "log-limit") {
    echo_.set_log_limit(static_cast<size_t>(json::find_number(body, "requests").value_or(10'000)));
    return done();
  }
  if (command == "reset") {
    echo_.reset();
    COFFER_TRY(cloud_.reset());
    return done();
  }
  return not_found("command", command);
}

Result<json::Value> Control::faults(std::string_view method, const json::Value& body) {
  if (method == "DELETE") {
    cloud_.faults().clear();
    echo_.faults().clear();
  }
  if (method == "POST") {
    COFFER_ASSIGN(auto fault, Fault::parse(body));
    const bool of_echo = fault.action == "echo" || fault.action.starts_with("echo:");
    (of_echo ? echo_.faults() : cloud_.faults()).add(std::move(fault));
  }
  json::Array list = cloud_.faults().describe();
  for (json::Value& fault : echo_.faults().describe()) list.push_back(std::move(fault));
  return json::Value(std::move(list));
}

Result<json::Value> Control::clock(std::string_view method, const json::Value& body) {
  if (method == "POST" && json::find(body, "offset_seconds")) {
    cloud_.set_clock_offset(milliseconds(body, "offset_seconds", 1000));
  }
  if (method == "POST")
    cloud_.set_clock_offset(cloud_.clock_offset() + milliseconds(body, "advance_seconds", 1000));
  return json::Value(
      json::Object{{"now", iso_time(cloud_.now())},
                   {"offset_seconds", static_cast<double>(cloud_.clock_offset().count()) / 1000}});
}

Result<json::Value> Control::calls(std::string_view method) {
  json::Array list = cloud_.calls();
  if (method == "DELETE") cloud_.calls().clear();
  return json::Value(std::move(list));
}

Result<json::Value> Control::expire(const json::Value& body) {
  const auto id = text(body, "access_key_id");
  int count = 0;
  for (auto& [key_id, session] : cloud_.state().sessions) {
    if (!id.empty() && key_id != id) continue;
    session.expires = cloud_.now() - std::chrono::seconds(1);
    ++count;
  }
  if (!id.empty() && count == 0) return not_found("access_key_id", id);
  return json::Value(json::Object{{"expired", count}});
}

Result<json::Value> Control::key(const json::Value& body) {
  const auto id = text(body, "access_key_id");
  for (auto& principal : cloud_.state().principals) {
    for (auto& candidate : principal.keys) {
      if (candidate.id != id) continue;
      candidate.active = text(body, "status") != "Inactive";
      return done();
    }
  }
  return not_found("access_key_id", id);
}

// GET lists; POST puts a new version (string or binary_base64) on the secret that `secret` names by ARN or
// name.
Result<json::Value> Control::secrets(std::string_view method, const json::Value& body) {
  json::Array list;
  for (auto& secret : cloud_.state().secrets) {
    const auto name = text(body, "secret");
    if (method == "POST" && secret.arn != name && secret.name != name) continue;
    if (method == "POST") {
      SecretVersion version;
      version.id = random_uuid();
      version.created = cloud_.now();
      if (const auto binary = json::find_string(body, "binary_base64")) {
        version.binary = base64_decode(*binary);
      } else {
        version.text = text(body, "string");
      }
      const std::string id = version.id;
      secret.put_version(std::move(version), {std::string(kCurrentStage)});
      return json::Value(json::Object{{"arn", secret.arn}, {"version_id", id}});
    }
    list.push_back(json::Object{
        {"arn", secret.arn}, {"name", secret.name}, {"account", secret.account}, {"region", secret.region}});
  }
  if (method == "POST") return not_found("secret", text(body, "secret"));
  return json::Value(std::move(list));
}

// GET ?device=SERIAL-or-user: a code that will be taken now. DELETE forgets which codes were used.
Result<json::Value> Control::mfa(std::string_view method, const Pairs& query, const json::Value&) {
  const auto name = find_value(query, "device");
  Principal* owner = nullptr;
  MfaDevice* device = cloud_.state().find_device(name, &owner);
  if (!device) return not_found("device", name);
  if (method == "DELETE") device->used_steps.clear();
  const int64_t current = totp_step(cloud_.now());
  for (const int64_t step : {current, current + 1, current - 1}) {
    if (device->used_steps.contains(step)) continue;
    return json::Value(json::Object{{"code", totp_code(device->seed, step)}, {"serial", device->serial}});
  }
  return Error{ErrorCode::kAlreadyExists, "all codes of the moment are used up",
               "Wait 30 seconds, or DELETE /_control/mfa to forget that they were used."};
}

Result<json::Value> Control::delay(const json::Value& body) {
  cloud_.set_delay(milliseconds(body, "cloud_ms", 1));
  echo_.set_delay(milliseconds(body, "echo_ms", 1));
  return done();
}

Result<json::Value> Control::mismatch() const {
  const auto& parts = cloud_.last_mismatch();
  if (!parts) return not_found("mismatch", "signature that did not match");
  return json::Value(json::Object{{"canonical_request", parts->canonical_request},
                                  {"string_to_sign", parts->string_to_sign}});
}

}  // namespace coffer::demo
