#include <fmt/format.h>

#include <algorithm>

#include "postman/read.h"

namespace coffer::postman {
namespace {

constexpr size_t kMaxWarnings = 1000;
constexpr size_t kMaxName = 200;  // bytes

// Not within a UTF-8 sequence.
std::string_view cut(std::string_view name) {
  if (name.size() <= kMaxName) return name;
  size_t end = kMaxName;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
  return name.substr(0, end);
}

}  // namespace

void Place::warn(std::string_view what) const {
  if (warnings->size() > kMaxWarnings) return;
  warnings->push_back(warnings->size() < kMaxWarnings ? fmt::format("{}: {}", path, what)
                                                      : "there are more warnings than are shown");
}

Place Place::below(std::string_view name) const {
  return {path.empty() ? std::string(cut(name)) : fmt::format("{} / {}", path, cut(name)), warnings};
}

void Place::warn_unknown(const json::Value& object, std::initializer_list<std::string_view> known) const {
  const auto* members = object.if_object();
  if (members == nullptr) return;
  for (const auto& member : *members) {
    const std::string_view name(member.key().data(), member.key().size());
    if (name.starts_with('_') || std::find(known.begin(), known.end(), name) != known.end()) continue;
    if (member.value().is_null()) continue;
    warn(fmt::format("\"{}\" is not supported yet and is ignored", cut(name)));
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

std::string substituted_text(const json::Value& value) {
  if (value.is_object()) return "[object Object]";
  const json::Array* items = value.if_array();
  if (items == nullptr) return text_of(value, "null");
  std::string text;
  for (const json::Value& item : *items) {
    if (&item != &items->front()) text += ',';
    if (!item.is_null()) text += substituted_text(item);
  }
  return text;
}

std::string text_member(const json::Value& object, std::string_view member) {
  const json::Value* found = json::find(object, member);
  return found != nullptr ? text_of(*found) : std::string();
}

bool is_true(const json::Value& object, std::string_view member) {
  return json::find_bool(object, member).value_or(false);
}

std::optional<Variable> read_variable(const json::Value& entry) {
  if (!entry.is_object()) return std::nullopt;
  Variable variable;
  variable.key = text_member(entry, "key");
  if (variable.key.empty()) variable.key = text_member(entry, "id");  // as old exports name it
  const json::Value* value = json::find(entry, "value");
  if (value != nullptr) variable.value = substituted_text(*value);
  variable.enabled = !is_true(entry, "disabled") && json::find_bool(entry, "enabled").value_or(true);
  variable.secret = json::find_string(entry, "type") == "secret";
  return variable;
}

std::vector<Variable> read_variables(const json::Value& owner, std::string_view member) {
  std::vector<Variable> variables;
  const json::Array* list = json::find_array(owner, member);
  if (list == nullptr) return variables;
  for (const json::Value& entry : *list) {
    if (auto variable = read_variable(entry)) variables.push_back(std::move(*variable));
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
