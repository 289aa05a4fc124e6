#include "postman/write.h"

#include <deque>
#include <map>
#include <utility>

#include "postman/js_date.h"
#include "postman/read.h"

namespace coffer::postman {
namespace {

enum class Switch { kEnabled, kDisabled };  // which member says whether a variable is on

// The variables of a scope by key and whether they are on; those of one key in their order.
using Waiting = std::map<std::pair<std::string_view, bool>, std::deque<const Variable*>>;

json::Value new_entry(const Variable& variable, Switch which) {
  json::Object entry{
      {"key", variable.key}, {"value", variable.value}, {"type", variable.secret ? "secret" : "any"}};
  if (which == Switch::kEnabled) entry["enabled"] = variable.enabled;
  if (which == Switch::kDisabled && !variable.enabled) entry["disabled"] = true;
  return entry;
}

// The list as it was, with what changed in it. Entries that are no objects stay.
json::Array merged(const json::Array& old, const Scope& now, Switch which) {
  Waiting waiting;
  for (const Variable& variable : now.all()) waiting[{variable.key, variable.enabled}].push_back(&variable);
  json::Array list;
  for (const json::Value& entry : old) {
    const std::optional<Variable> read = read_variable(entry);
    if (!read) {
      list.push_back(entry);
      continue;
    }
    const auto found = waiting.find({read->key, read->enabled});
    if (found == waiting.end() || found->second.empty()) continue;
    list.push_back(entry);
    const Variable& variable = *found->second.front();
    if (variable.value != read->value) list.back().get_object()["value"] = variable.value;
    found->second.pop_front();
  }
  for (const Variable& variable : now.all()) {
    auto& left = waiting[{variable.key, variable.enabled}];
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

std::string write_variables(const VariableFile& file, const Scope& now, VariableKind kind,
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

std::string write_collection(const Collection& collection, const Scope& variables, const ExportStamp& stamp) {
  json::Object document;
  if (const auto* source = collection.source.if_object()) document = *source;
  const json::Array* old = json::find_array(collection.source, "variable");
  json::Array list = merged(old != nullptr ? *old : json::Array(), variables, Switch::kDisabled);
  if (old != nullptr || !list.empty()) document["variable"] = std::move(list);
  put_stamp(document, stamp);
  return json::dump_pretty(json::Value(std::move(document)));
}

}  // namespace coffer::postman
