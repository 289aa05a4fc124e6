#include "postman/write.h"

#include <deque>
#include <map>
#include <utility>

#include "postman/js_date.h"
#include "postman/live_scope.h"
#include "postman/read.h"

namespace coffer::postman {
namespace {

enum class Switch { kEnabled, kDisabled };  // which member says whether a variable is on

// The variables of a scope by key and whether they are on; those of one key in their order.
using Waiting = std::map<std::pair<std::string, bool>, std::deque<const json::Value*>>;

std::pair<std::string, bool> name_of(const Variable& variable) { return {variable.key, variable.enabled}; }

json::Value new_entry(const json::Value& variable, Switch which) {
  const Variable read = read_variable(variable).value_or(Variable());
  json::Object entry{{"key", read.key}};
  if (const json::Value* value = json::find(variable, "value")) entry["value"] = *value;
  entry["type"] = read.secret ? "secret" : "any";
  if (which == Switch::kEnabled) entry["enabled"] = read.enabled;
  if (which == Switch::kDisabled && !read.enabled) entry["disabled"] = true;
  return entry;
}

void put_changes(json::Object& entry, const json::Value& now) {
  const json::Value* value = json::find(now, "value");
  if (value == nullptr) {
    entry.stable_erase("value");
  } else if (const auto* old = entry.if_contains("value"); old == nullptr || *old != *value) {
    entry["value"] = *value;
  }
  if (json::find_string(now, "type") == "secret") entry["type"] = "secret";
}

// The list as it was, with what changed in it. Entries that are no objects stay.
json::Array merged(const json::Array& old, const json::Array& now, Switch which) {
  Waiting waiting;
  for (const json::Value& variable : now) {
    if (const auto read = read_variable(variable)) waiting[name_of(*read)].push_back(&variable);
  }
  json::Array list;
  for (const json::Value& entry : old) {
    const std::optional<Variable> read = read_variable(entry);
    if (!read) {
      list.push_back(entry);
      continue;
    }
    const auto found = waiting.find(name_of(*read));
    if (found == waiting.end() || found->second.empty()) continue;
    list.push_back(entry);
    put_changes(list.back().get_object(), *found->second.front());
    found->second.pop_front();
  }
  for (const json::Value& variable : now) {
    const auto read = read_variable(variable);
    auto& left = waiting[read ? name_of(*read) : std::pair<std::string, bool>()];
    if (left.empty() || left.front() != &variable) continue;
    list.push_back(new_entry(variable, which));
    left.pop_front();
  }
  return list;
}

void put_stamp(json::Object& document, const ExportStamp& stamp) {
  document["_postman_exported_at"] = iso_time(stamp.at);
  document["_postman_exported_using"] = stamp.program;
}

}  // namespace

std::string write_variables(const VariableFile& file, const json::Array& now, VariableKind kind,
                            const ExportStamp& stamp, crypto::Random& random) {
  const std::string_view scope = kind == VariableKind::kEnvironment ? "environment" : "globals";
  json::Object document;
  if (const auto* source = file.source.if_object()) document = *source;
  const json::Array* old = json::find_array(file.source, "values");
  if (!document.contains("id")) document["id"] = random.uuid();
  if (!document.contains("name")) document["name"] = scope;
  document["values"] = merged(old != nullptr ? *old : json::Array(), now, Switch::kEnabled);
  document["_postman_variable_scope"] = scope;
  put_stamp(document, stamp);
  return json::dump_pretty(json::Value(std::move(document)));
}

std::string write_variables(const VariableFile& file, const Scope& now, VariableKind kind,
                            const ExportStamp& stamp, crypto::Random& random) {
  return write_variables(file, scope_values(json::find_array(file.source, "values"), now), kind, stamp,
                         random);
}

std::string write_collection(const Collection& collection, const json::Array& variables,
                             const ExportStamp& stamp) {
  json::Object document;
  if (const auto* source = collection.source.if_object()) document = *source;
  const json::Array* old = json::find_array(collection.source, "variable");
  json::Array list = merged(old != nullptr ? *old : json::Array(), variables, Switch::kDisabled);
  if (old != nullptr || !list.empty()) document["variable"] = std::move(list);
  put_stamp(document, stamp);
  return json::dump_pretty(json::Value(std::move(document)));
}

}  // namespace coffer::postman
