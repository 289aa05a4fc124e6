// What the three services have in common: a call, its outcome, and AWS's two ways of writing it down.
#pragma once

#include <expected>
#include <string>

#include "demo/http_server.h"
#include "demo/identity.h"
#include "demo/query.h"
#include "demo/state.h"
#include "json/json.h"

namespace coffer::demo {

enum class Service { kSecretsManager, kSts, kIam };
std::string_view scope_name(Service service);  // as in the credential scope and in policies

struct ServiceError {
  int status = 400;
  std::string code;
  std::string message;
  bool from_gateway = false;  // the layer in front of the service writes `message`, the service `Message`
};

struct Call {
  State& state;
  const Identity& caller;
  WallTime now;
};

// Each returns the JSON answer, or the inside of <ActionResult>.
using JsonOutcome = std::expected<json::Object, ServiceError>;
using XmlOutcome = std::expected<std::string, ServiceError>;

JsonOutcome call_secrets_manager(const Call& call, std::string_view action, const json::Value& parameters);
XmlOutcome call_sts(const Call& call, std::string_view action, const Pairs& parameters);
XmlOutcome call_iam(const Call& call, std::string_view action, const Pairs& parameters);

ServiceError spelled_for(Service service, const AuthError& error);
// "User: ARN is not authorized to perform: ACTION on resource: RESOURCE because …"
ServiceError access_denied(Service service, const Identity& caller, std::string_view action,
                           std::string_view resource, std::string_view reason);
// "1 validation error detected: Value '…' at '…' failed to satisfy constraint: Member must …"
ServiceError validation_error(Service service, std::string_view value, std::string_view member,
                              std::string_view constraint);

HttpResponse write_json(const json::Object& answer);
HttpResponse write_xml(Service service, std::string_view action, std::string_view result);
HttpResponse write_error(Service service, const ServiceError& error);

std::string xml_element(std::string_view name, std::string_view text);  // escapes the text

}  // namespace coffer::demo
