// The parts of a collection file, each read by a function of its own. All are lenient where
// postman-collection is; what Coffer does not do yet is noted, with its place.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "json/json.h"
#include "postman/model.h"

namespace coffer::postman {

// Where in the collection we are ("Folder / Request"), and what is to be said about it. Both are bounded:
// long names are cut, and of a file with very many warnings the first are kept.
struct Place {
  std::string path;
  std::vector<std::string>* warnings = nullptr;  // not owned

  void warn(std::string_view what) const;
  // A warning for each member of `object` that is not among `known`; those that start with '_' are Postman's
  // own notes.
  void warn_unknown(const json::Value& object, std::initializer_list<std::string_view> known) const;
  Error malformed(std::string_view what) const;
  Place below(std::string_view name) const;
};

// A value where Postman expects text: strings as they are, null as `null_text`, everything else as JSON.
std::string text_of(const json::Value& value, std::string_view null_text = "");
// JavaScript's String(value), as which Newman substitutes a variable: "1,two" of a list, "[object Object]".
std::string substituted_text(const json::Value& value);
std::string text_member(const json::Value& object, std::string_view member);
bool is_true(const json::Value& object,
             std::string_view member);  // JavaScript's `!!object.member`, for booleans

std::optional<Variable> read_variable(const json::Value& entry);  // none where it is no object
std::vector<Variable> read_variables(const json::Value& owner, std::string_view member);
std::vector<KeyValue> read_pairs(const json::Array& list);
// None where it is absent or null: inherit.
std::optional<Auth> read_auth(const json::Value& owner, const Place& place);
// What is not switched off, in order.
std::vector<Script> read_scripts(const json::Value& owner, const Place& place);
RequestBehavior read_behavior(const json::Value& owner, const Place& place);
Result<Url> read_url(const json::Value& url, const Place& place);
Result<Body> read_body(const json::Value& body, const Place& place);
Result<RequestTemplate> read_request(const json::Value& request, const Place& place);

}  // namespace coffer::postman
