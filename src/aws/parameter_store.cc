#include "aws/parameter_store.h"

#include <fmt/format.h>

#include <algorithm>

#include "aws/json_call.h"
#include "aws/times.h"

namespace coffer::aws {
namespace {

std::string text(const json::Value& value, std::string_view member) {
  return std::string(json::find_string(value, member).value_or(""));
}

Result<Parameter> read_parameter(const json::Value& value, const CallContext& context) {
  const auto secret = json::find_string(value, "Value");
  if (!secret) return malformed_answer(context, "a parameter in it has no value");
  Parameter parameter;
  parameter.arn = text(value, "ARN");
  parameter.name = text(value, "Name");
  parameter.type = text(value, "Type");
  if (const json::Value* version = json::find(value, "Version"); version != nullptr && version->is_int64())
    parameter.version = std::to_string(version->get_int64());
  if (const auto modified = json::find_number(value, "LastModifiedDate"))
    parameter.modified = from_epoch_seconds(*modified);
  parameter.value = Secret(*secret);
  return parameter;
}

Parameter copy(const Parameter& parameter) {
  return {parameter.arn,     parameter.name,     parameter.type,
          parameter.version, parameter.modified, parameter.value.clone()};
}

Call make_call(std::string action, const std::string& region, json::Object body, std::string subject) {
  body["WithDecryption"] = true;
  return {Service::kSsm, std::move(action), region, Secret(json::dump(body)), std::move(subject)};
}

}  // namespace

Result<Parameter> get_parameter(Client& client, const Credentials& credentials, const std::string& region,
                                const std::string& id, const std::string& version) {
  const std::string selected = version.empty() ? id : fmt::format("{}:{}", id, version);
  const Call call = make_call("GetParameter", region, {{"Name", selected}}, selected);
  COFFER_ASSIGN(const json::SecretDocument answer, ask_json(client, credentials, call));
  const CallContext context = client.context(call, credentials);
  const json::Value* found = json::find(answer.root(), "Parameter");
  if (found == nullptr) return malformed_answer(context, "it has no parameter");
  return read_parameter(*found, context);
}

Result<std::vector<std::optional<Parameter>>> get_parameters(Client& client, const Credentials& credentials,
                                                             const std::string& region,
                                                             const std::vector<std::string>& ids) {
  std::vector<std::optional<Parameter>> parameters(ids.size());
  if (ids.empty()) return parameters;
  if (ids.size() > kMostParameters) {
    return Error{ErrorCode::kInvalidArgument, "more than 10 parameters are asked for at once",
                 "Ask in several batches"};
  }
  json::Array names;
  for (size_t i = 0; i < ids.size(); ++i) {
    if (std::find(ids.begin(), ids.begin() + static_cast<ptrdiff_t>(i), ids[i]) ==
        ids.begin() + static_cast<ptrdiff_t>(i))
      names.emplace_back(ids[i]);
  }
  const Call call = make_call("GetParameters", region, {{"Names", std::move(names)}}, "");
  COFFER_ASSIGN(const json::SecretDocument answer, ask_json(client, credentials, call));
  const CallContext context = client.context(call, credentials);
  const json::Array* list = json::find_array(answer.root(), "Parameters");
  if (list == nullptr) return malformed_answer(context, "it has no list of parameters");
  for (const json::Value& each : *list) {
    COFFER_ASSIGN(const Parameter parameter, read_parameter(each, context));
    for (size_t i = 0; i < ids.size(); ++i) {
      if (ids[i] == parameter.name || ids[i] == parameter.arn) parameters[i] = copy(parameter);
    }
  }
  return parameters;
}

}  // namespace coffer::aws
