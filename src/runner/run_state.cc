#include "runner/run_state.h"

#include <utility>

namespace coffer::runner {
namespace {

json::Value as_scope(json::Array values) { return json::Object{{"values", std::move(values)}}; }

bool is_no_secret(std::string_view) { return false; }

}  // namespace

FirstScopes::FirstScopes(const postman::Collection& of, const RunOptions& options)
    : environment(options.environment),
      globals(options.globals),
      collection(of.id, of.root.name, json::find_array(of.source, "variable"),
                 postman::Scope(of.root.variables)) {}

RunState::RunState(std::shared_ptr<const FirstScopes> first, const RunOptions& options)
    : first_(std::move(first)),
      data_(options.data),
      environment_(first_->environment),
      globals_(first_->globals),
      collection_(first_->collection) {
  if (!options.current) return;
  environment_.replace(as_scope(options.current->environment), is_no_secret);
  globals_.replace(as_scope(options.current->globals), is_no_secret);
  collection_.replace(as_scope(options.current->collection), is_no_secret);
  changed_ = true;
}

void RunState::take_row(uint64_t iteration) {
  if (data_ == nullptr) return;
  row_ = data_->row(static_cast<size_t>(iteration));
  typed_row_ = data_->values(static_cast<size_t>(iteration));
}

postman::Scopes RunState::scopes_of(const postman::PlacedItem& item) {
  postman::Scopes scopes = with_folders(item, collection_.scope());
  scopes.environment = &environment_.scope();
  scopes.globals = &globals_.scope();
  scopes.local = &local_.scope();
  return scopes;
}

postman::Scopes RunState::first_scopes_of(const postman::PlacedItem& item) {
  postman::Scopes scopes = with_folders(item, first_->collection.scope());
  scopes.environment = &first_->environment.scope();
  scopes.globals = &first_->globals.scope();
  return scopes;
}

// The first of an item's folders is the collection itself.
postman::Scopes RunState::with_folders(const postman::PlacedItem& item, const postman::Scope& collection) {
  postman::Scopes scopes;
  scopes.data = &row_;
  for (size_t i = item.folders.size(); i > 1; --i) {
    const postman::Folder* folder = item.folders[i - 1];
    scopes.collection.push_back(&folders_.try_emplace(folder, folder->variables).first->second);
  }
  scopes.collection.push_back(&collection);
  return scopes;
}

RunState::Snapshot RunState::snapshot() const {
  return {environment_.values(), globals_.values(), collection_.values(), local_.values()};
}

void RunState::apply(const script::ScriptOutcome& outcome, const secrets::Redactor& redactor,
                     const Snapshot* begun) {
  const auto is_secret = [&](std::string_view text) { return redactor.contains_secret(text); };
  const auto take = [&](postman::LiveScope& scope, const std::optional<json::Value>& changed,
                        json::Array Snapshot::* first) {
    if (!changed) return;
    changed_ = true;
    const json::Array* values = json::find_array(*changed, "values");
    if (begun == nullptr || values == nullptr) return scope.replace(*changed, is_secret);
    scope.replace(as_scope(postman::with_changes(begun->*first, *values, scope.values())), is_secret);
  };
  take(environment_, outcome.environment, &Snapshot::environment);
  take(globals_, outcome.globals, &Snapshot::globals);
  take(collection_, outcome.collection_variables, &Snapshot::collection);
  take(local_, outcome.variables, &Snapshot::local);
}

RunState::Lent RunState::lend(const json::Value& more) {
  Lent lent{local_.values(), local_.values()};
  if (const auto* variables = more.if_object()) {
    for (const auto& variable : *variables) {
      lent.lent.push_back(json::Object{
          {"key", variable.key()}, {"value", variable.value()}, {"type", "any"}, {"enabled", true}});
    }
  }
  local_.replace(as_scope(lent.lent), is_no_secret);
  lent.lent = local_.values();
  return lent;
}

void RunState::take_back(const Lent& lent) {
  local_.replace(as_scope(postman::with_changes(lent.lent, local_.values(), lent.own)), is_no_secret);
}

}  // namespace coffer::runner
