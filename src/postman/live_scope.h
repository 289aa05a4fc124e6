// Variables while scripts change them.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "json/json.h"
#include "postman/variables.h"

namespace coffer::postman {

// A scope as Postman's list of variables, [ { key, value, type, enabled } ]; one that is off is "disabled",
// too, as the Collection SDK has it. `source`: the list that it was read from, or null: a value that is the
// same there has its JSON type.
json::Array scope_values(const json::Array* source, const Scope& scope);

// `onto` with what changed between `from` and `to`, lists of variables all three.
json::Array with_changes(const json::Array& from, const json::Array& to, const json::Array& onto);

// One scope in both forms: { "id", "name", "values" } for scripts and reports, and texts to be substituted.
class LiveScope {
 public:
  LiveScope() : LiveScope({}, {}, nullptr, Scope()) {}
  LiveScope(std::string_view id, std::string_view name, const json::Array* source, const Scope& scope);
  explicit LiveScope(const VariableFile& file);

  const json::Value& document() const { return document_; }
  const json::Array& values() const { return document_.as_object().at("values").as_array(); }
  const Scope& scope() const { return scope_; }

  // What a script left of it; ignored where it has no list "values". Id and name stay. A variable that was
  // secret stays so, and one whose value `is_secret` becomes it.
  void replace(const json::Value& changed, const std::function<bool(std::string_view)>& is_secret);

 private:
  void put(json::Array values);

  json::Value document_;
  Scope scope_;
};

}  // namespace coffer::postman
