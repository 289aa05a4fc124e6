#include "postman/live_scope.h"

#include <deque>
#include <map>
#include <set>
#include <utility>

#include "postman/read.h"

namespace coffer::postman {
namespace {

using Name = std::pair<std::string, bool>;  // key, and whether it is on

// The entries of a list by name, those of one name in their order.
std::map<Name, std::deque<const json::Value*>> entries_of(const json::Array* list) {
  std::map<Name, std::deque<const json::Value*>> entries;
  if (list == nullptr) return entries;
  for (const json::Value& entry : *list) {
    if (const auto read = read_variable(entry)) entries[{read->key, read->enabled}].push_back(&entry);
  }
  return entries;
}

// Without a value it is JavaScript's undefined, which is not null.
json::Object entry_of(std::string_view key, const json::Value* value, std::string_view type, bool enabled) {
  json::Object entry{{"key", key}};
  if (value != nullptr) entry["value"] = *value;
  entry["type"] = type;
  entry["enabled"] = enabled;
  if (!enabled) entry["disabled"] = true;
  return entry;
}

json::Object entry_of(const Variable& variable, const json::Value* source) {
  const json::Value* value = source != nullptr ? json::find(*source, "value") : nullptr;
  const bool same = source != nullptr && read_variable(*source)->value == variable.value;
  const std::string_view type =
      source != nullptr ? json::find_string(*source, "type").value_or("any") : "any";
  const json::Value text(variable.value);
  return entry_of(variable.key, same ? value : &text, variable.secret ? "secret" : type, variable.enabled);
}

std::set<std::string, std::less<>> secret_keys(const json::Array& values) {
  std::set<std::string, std::less<>> keys;
  for (const json::Value& entry : values) {
    if (json::find_string(entry, "type") == "secret") keys.insert(text_member(entry, "key"));
  }
  return keys;
}

}  // namespace

json::Array scope_values(const json::Array* source, const Scope& scope) {
  auto entries = entries_of(source);
  json::Array values;
  for (const Variable& variable : scope.all()) {
    auto& same_name = entries[{variable.key, variable.enabled}];
    values.push_back(entry_of(variable, same_name.empty() ? nullptr : same_name.front()));
    if (!same_name.empty()) same_name.pop_front();
  }
  return values;
}

json::Array with_changes(const json::Array& from, const json::Array& to, const json::Array& onto) {
  auto before = entries_of(&from), after = entries_of(&to);
  json::Array merged;
  for (const json::Value& entry : onto) {
    const auto read = read_variable(entry);
    if (!read) continue;
    const Name name{read->key, read->enabled};
    const bool was = before.contains(name), is = after.contains(name);
    if (was && !is) continue;
    const bool changed = is && (!was || *before[name].front() != *after[name].front());
    merged.push_back(changed ? *after[name].front() : entry);
  }
  const auto present = entries_of(&onto);
  for (const json::Value& entry : to) {
    const auto read = read_variable(entry);
    if (!read || present.contains({read->key, read->enabled})) continue;
    if (!before.contains({read->key, read->enabled})) merged.push_back(entry);
  }
  return merged;
}

LiveScope::LiveScope(std::string_view id, std::string_view name, const json::Array* source,
                     const Scope& scope)
    : document_(json::Object{{"id", id}, {"name", name}}) {
  put(scope_values(source, scope));
}

LiveScope::LiveScope(const VariableFile& file)
    : LiveScope(file.id, file.name, json::find_array(file.source, "values"), file.scope) {}

void LiveScope::replace(const json::Value& changed, const std::function<bool(std::string_view)>& is_secret) {
  const json::Array* list = json::find_array(changed, "values");
  if (list == nullptr) return;
  const auto secret = secret_keys(values());
  json::Array kept;
  for (const json::Value& entry : *list) {
    const auto read = read_variable(entry);
    if (!read) continue;
    const json::Value* value = json::find(entry, "value");
    // What is in an object counts, which its text as a variable does not show.
    const bool hidden = read->secret || secret.contains(read->key) ||
                        is_secret(value != nullptr ? text_of(*value) : std::string());
    const std::string_view type = hidden ? "secret" : json::find_string(entry, "type").value_or("any");
    kept.push_back(entry_of(read->key, value, type, read->enabled));
  }
  put(std::move(kept));
}

void LiveScope::put(json::Array values) {
  document_.as_object()["values"] = std::move(values);
  scope_ = Scope(read_variables(document_, "values"));
}

}  // namespace coffer::postman
