#include <fmt/format.h>

#include <algorithm>

#include "postman/read.h"

namespace coffer::postman {

void Place::warn(std::string_view what) const { warnings->push_back(fmt::format("{}: {}", path, what)); }

void Place::warn_unknown(const json::Value& object, std::initializer_list<std::string_view> known) const {
  const auto* members = object.if_object();
  if (members == nullptr) return;
  for (const auto& member : *members) {
    const std::string_view name(member.key().data(), member.key().size());
    if (name.starts_with('_') || std::find(known.begin(), known.end(), name) != known.end()) continue;
    if (member.value().is_null()) continue;
    warn(fmt::format("\"{}\" is not supported yet and is ignored", name));
  }
}

Error Place::malformed(std::string_view what) const {
  return {ErrorCode::kMalformed, fmt::format("{}: {}", path, what),
          "export the collection from Postman again as v2.1"};
}

std::string text_of(const json::Value& value, std::string_view null_text) {
  if (const auto* string = value.if_string()) return std::string(json::view(*string));
  if (value.is_null()) return std::string(null_text);
  return json::dump(value);
}

std::string text_member(const json::Value& object, std::string_view member) {
  const json::Value* found = json::find(object, member);
  return found != nullptr ? text_of(*found) : std::string();
}

bool is_true(const json::Value& object, std::string_view member) {
  return json::find_bool(object, member).value_or(false);
}

std::vector<Variable> read_variables(const json::Value& owner, std::string_view member) {
  std::vector<Variable> variables;
  const json::Array* list = json::find_array(owner, member);
  if (list == nullptr) return variables;
  for (const json::Value& each : *list) {
    if (!each.is_object()) continue;
    Variable variable;
    variable.key = text_member(each, "key");
    if (variable.key.empty()) variable.key = text_member(each, "id");  // as old exports name it
    const json::Value* value = json::find(each, "value");
    if (value != nullptr) variable.value = text_of(*value, "null");
    variable.enabled = !is_true(each, "disabled") && json::find_bool(each, "enabled").value_or(true);
    variable.secret = json::find_string(each, "type") == "secret";
    variables.push_back(std::move(variable));
  }
  return variables;
}

std::vector<KeyValue> read_pairs(const json::Array& list) {
  std::vector<KeyValue> pairs;
  for (const json::Value& each : list) {
    if (!each.is_object()) continue;
    pairs.push_back({text_member(each, "key"), text_member(each, "value"), !is_true(each, "disabled")});
  }
  return pairs;
}

}  // namespace coffer::postman
