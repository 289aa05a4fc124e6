#include "page/environment_edit.h"

#include "json/item_match.h"
#include "json/same.h"
#include "json/text_edit.h"
#include "postman/variables.h"

namespace coffer::page {
namespace {

constexpr const char* kShown[] = {"key", "value", "enabled", "type"};

// A value as a text: what is no text as its JSON.
std::string text_of(const json::Value* value) {
  if (value == nullptr || value->is_null()) return "";
  return value->is_string() ? std::string(json::view(value->get_string())) : json::dump(*value);
}

json::Object shown(const json::Value& entry) {
  const std::string type = text_of(json::find(entry, "type"));
  const bool disabled = json::find_bool(entry, "disabled").value_or(false);
  return {{"key", text_of(json::find(entry, "key"))},
          {"value", text_of(json::find(entry, "value"))},
          {"enabled", json::find_bool(entry, "enabled").value_or(!disabled)},
          {"type", type.empty() ? "default" : type}};
}

// The entry with what the page changed of what it was shown; the rest as it was written.
void change(json::Object& entry, const json::Value& wanted) {
  const json::Object before = shown(entry);
  for (const char* member : kShown) {
    const json::Value* value = json::find(wanted, member);
    if (value != nullptr && !json::same(*value, before.at(member))) entry[member] = *value;
  }
  if (entry.contains("enabled")) entry.erase("disabled");
}

json::Object fresh(const json::Value& wanted) {
  json::Object entry{{"key", ""}, {"value", ""}, {"type", "default"}, {"enabled", true}};
  for (const char* member : kShown)
    if (const json::Value* value = json::find(wanted, member)) entry[member] = *value;
  return entry;
}

Result<void> check(const json::Array& values) {
  for (const json::Value& each : values) {
    const json::Value* value = json::find(each, "value");
    if (!json::find_string(each, "key") || (value != nullptr && !value->is_string()))
      return Error{ErrorCode::kInvalidArgument, "a variable has no key, or a value that is no text", "",
                   "values"};
  }
  return {};
}

// The document's object and its list: the bare list of the oldest globals, or what Postman's API wraps.
json::Value& environment_in(json::Value& document) {
  auto* outer = document.if_object();
  auto* wrapped = outer != nullptr ? outer->if_contains("environment") : nullptr;
  return wrapped != nullptr && wrapped->is_object() ? *wrapped : document;
}

json::Array changed(const json::Array& entries, const json::Array& values) {
  json::Array before, after;
  for (const json::Value& each : entries) before.push_back(shown(each));
  const auto made_of = json::matched_items(before, values);
  for (size_t i = 0; i < values.size(); ++i) {
    const json::Value* old = made_of[i] ? &entries[*made_of[i]] : nullptr;
    json::Object entry = old != nullptr && old->is_object() ? old->get_object() : fresh(values[i]);
    if (old != nullptr) change(entry, values[i]);
    after.push_back(std::move(entry));
  }
  return after;
}

}  // namespace

json::Array values_json(const json::Value& source) {
  json::Array values;
  if (const json::Array* entries = json::find_array(source, "values"))
    for (const json::Value& entry : *entries) values.push_back(shown(entry));
  return values;
}

Result<std::string> changed_environment(std::string_view text, const std::string& name,
                                        const json::Array& values) {
  COFFER_TRY(check(values));
  COFFER_ASSIGN(const postman::VariableFile file, postman::parse_variable_file(text));
  COFFER_ASSIGN(json::Value document, json::parse(text));
  json::Value& environment = environment_in(document);
  json::Array list = changed(*json::find_array(file.source, "values"), values);
  if (auto* object = environment.if_object()) {
    if (file.name != name) (*object)["name"] = name;
    (*object)["values"] = std::move(list);
  } else {
    environment = std::move(list);
  }
  return json::updated(text, document);
}

}  // namespace coffer::page
