#include "demo/cloud.h"

#include <algorithm>
#include <array>

#include "base/encoding.h"
#include "demo/times.h"

namespace coffer::demo {
namespace {

constexpr std::string_view kJsonTarget = "secretsmanager.";
constexpr size_t kCallLimit = 100'000;  // entries; a benchmark must not fill the memory

// The values of these stay out of the call log.
constexpr std::array<std::string_view, 3> kHidden = {"SecretString", "SecretBinary", "TokenCode"};

bool is_hidden(std::string_view name) {
  return std::find(kHidden.begin(), kHidden.end(), name) != kHidden.end();
}

}  // namespace

struct Cloud::Incoming {
  Service service = Service::kSts;
  std::string action;
  json::Value json = json::Object();  // Secrets Manager's parameters
  bool well_formed = true;
  Pairs form;  // STS's and IAM's
  json::Object log;

  explicit Incoming(const HttpRequest& request) {
    const auto* target = find_header(request.headers, "X-Amz-Target");
    if (target && target->starts_with(kJsonTarget)) {
      read_json(request, *target);
      return;
    }
    form = parse_query(request.query(), Plus::kIsSpace);
    for (auto& pair : parse_query(request.body, Plus::kIsSpace)) form.push_back(std::move(pair));
    action = find_value(form, "Action");
    if (find_value(form, "Version") == "2010-05-08") service = Service::kIam;
  }

  json::Object logged_parameters() const {
    json::Object shown;
    if (service == Service::kSecretsManager && json.is_object()) {
      for (const auto& [name, value] : json.get_object())
        shown[name] = is_hidden({name.data(), name.size()}) ? nullptr : value;
    }
    for (const auto& [name, value] : form) {
      if (name == "Action" || name == "Version" || name.starts_with("X-Amz-")) continue;
      shown[name] = is_hidden(name) ? json::Value(nullptr) : json::Value(value);
    }
    return shown;
  }

 private:
  void read_json(const HttpRequest& request, std::string_view target) {
    service = Service::kSecretsManager;
    action = target.substr(kJsonTarget.size());
    auto parsed = json::parse(request.body.empty() ? std::string_view("{}") : std::string_view(request.body));
    well_formed = parsed.ok() && parsed->is_object();
    if (well_formed) json = std::move(*parsed);
  }
};

Result<Cloud> Cloud::create(json::Value document, Clock& clock) {
  COFFER_ASSIGN(auto state, State::load(document, clock.now()));
  return Cloud(std::move(document), std::move(state), clock);
}

Result<void> Cloud::reset() {
  COFFER_ASSIGN(state_, State::load(document_, clock_->now()));
  offset_ = delay_ = std::chrono::milliseconds(0);
  faults_.clear();
  calls_.clear();
  mismatch_.reset();
  return {};
}

HttpResponse Cloud::handle(const HttpRequest& request) {
  Incoming incoming(request);
  incoming.log = {
      {"index", calls_.size()}, {"service", scope_name(incoming.service)}, {"action", incoming.action}};
  const auto struck = faults_.strike(scope_name(incoming.service), incoming.action);
  const auto instead =
      std::find_if(struck.begin(), struck.end(), [](const Fault& fault) { return fault.replaces_answer(); });
  HttpResponse response =
      instead == struck.end() ? carry_out(request, incoming) : fault_answer(*instead, incoming.service);
  for (const auto& fault : struck) apply_fault(fault, response, now());
  if (!find_header(response.headers, "Date")) response.headers.push_back({"Date", http_date(now())});
  response.delay += delay_;
  json::Array faults;
  for (const auto& fault : struck) faults.push_back(fault.describe()["kind"]);
  incoming.log["status"] = response.drop ? 0 : response.status;
  incoming.log["faults"] = std::move(faults);
  incoming.log["parameters"] = incoming.logged_parameters();
  if (calls_.size() < kCallLimit) calls_.push_back(std::move(incoming.log));
  return response;
}

HttpResponse Cloud::refuse(const ServiceError& error, Incoming& incoming) {
  incoming.log["error"] = error.code;
  return write_error(incoming.service, error);
}

HttpResponse Cloud::carry_out(const HttpRequest& request, Incoming& incoming) {
  auto authenticated = authenticate(state_, request, scope_name(incoming.service), now());
  if (!authenticated.identity) {
    if (authenticated.expected) mismatch_ = std::move(authenticated.expected);
    return refuse(spelled_for(incoming.service, authenticated.identity.error()), incoming);
  }
  const Identity& caller = *authenticated.identity;
  incoming.log["identity"] = caller.arn;
  incoming.log["account"] = caller.principal->account;
  incoming.log["access_key_id"] = caller.access_key_id;
  incoming.log["region"] = caller.region;
  if (!incoming.well_formed) return refuse({400, "SerializationException", "", true}, incoming);
  const Call call{state_, caller, now()};
  if (incoming.service == Service::kSecretsManager) {
    const auto answer = call_secrets_manager(call, incoming.action, incoming.json);
    return answer ? write_json(*answer) : refuse(answer.error(), incoming);
  }
  const auto answer = incoming.service == Service::kSts ? call_sts(call, incoming.action, incoming.form)
                                                        : call_iam(call, incoming.action, incoming.form);
  return answer ? write_xml(incoming.service, incoming.action, *answer) : refuse(answer.error(), incoming);
}

}  // namespace coffer::demo
