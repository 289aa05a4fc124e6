#include "page/variables_in_reach.h"

#include <set>

#include "postman/read.h"
#include "runner/reference_places.h"

namespace coffer::page {
namespace {

postman::Scope scope_of(const json::Array& values) {
  return postman::Scope(postman::read_variables(json::Object{{"values", values}}, "values"));
}

}  // namespace

VariablesInReach::VariablesInReach(const Place& place, const postman::PlacedItem& item,
                                   const std::optional<runner::RunOptions::CurrentValues>& current) {
  const auto add = [&](std::string source, const postman::Scope& written, const json::Array* now) {
    layers_.push_back({std::move(source), now != nullptr ? scope_of(*now) : written, written});
  };
  add("environment", place.environment.scope, current ? &current->environment : nullptr);
  const std::vector<postman::Scope> folders = runner::folder_scopes(item);
  for (size_t i = 0; i + 1 < folders.size(); ++i)
    add("folder " + item.folders[folders.size() - 1 - i]->name, folders[i], nullptr);
  add("collection", postman::Scope(place.collection->root.variables),
      current ? &current->collection : nullptr);
  add("globals", place.globals.scope, current ? &current->globals : nullptr);
}

postman::Scopes VariablesInReach::scopes() const {
  postman::Scopes scopes;
  scopes.environment = &layers_.front().now;
  for (size_t i = 1; i + 1 < layers_.size(); ++i) scopes.collection.push_back(&layers_[i].now);
  scopes.globals = &layers_.back().now;
  return scopes;
}

VariableInReach VariablesInReach::in(const Layer& layer, std::string_view name,
                                     std::string_view value) const {
  const bool written = layer.written.get(name) == value;
  return {std::string(name), std::string(value), written ? layer.source : "script"};
}

std::optional<VariableInReach> VariablesInReach::find(std::string_view name) const {
  for (const Layer& layer : layers_)
    if (const auto value = layer.now.get(name)) return in(layer, name, *value);
  return std::nullopt;
}

std::vector<VariableInReach> VariablesInReach::all() const {
  std::vector<VariableInReach> list;
  std::set<std::string, std::less<>> seen;
  for (const Layer& layer : layers_) {
    for (const postman::Variable& variable : layer.now.all()) {
      const auto value = layer.now.get(variable.key);
      if (value && seen.insert(variable.key).second) list.push_back(in(layer, variable.key, *value));
    }
  }
  return list;
}

}  // namespace coffer::page
