// The variables of a run while its scripts change them.
#pragma once

#include <map>
#include <memory>

#include "json/json.h"
#include "postman/collection.h"
#include "postman/live_scope.h"
#include "postman/variables.h"
#include "runner/runner.h"
#include "script/script.h"
#include "secrets/redactor.h"

namespace coffer::runner {

// As the run begins.
struct FirstScopes {
  FirstScopes(const postman::Collection& collection, const RunOptions& options);
  postman::LiveScope environment, globals, collection;
};

// As in Newman they are kept across items and iterations, pm.variables' own layer too.
// Not thread-safe; iterations that run side by side have one each. A copy knows nothing of the original.
class RunState {
 public:
  RunState(std::shared_ptr<const FirstScopes> first, const RunOptions& options);

  void take_row(uint64_t iteration);

  // Valid until the next change.
  postman::Scopes scopes_of(const postman::PlacedItem& item);
  // As they would be had no script run.
  postman::Scopes first_scopes_of(const postman::PlacedItem& item);

  // The variables as they are now, for a script that begins now.
  struct Snapshot {
    json::Array environment, globals, collection, local;
  };
  Snapshot snapshot() const;

  // Takes over the scopes that a script changed. What holds a value that the redactor knows is marked as
  // secret. With `begun`, what the script began with: what others changed meanwhile stays.
  void apply(const script::ScriptOutcome& outcome, const secrets::Redactor& redactor,
             const Snapshot* begun = nullptr);

  // pm.variables for a request that a script runs: its own and `more` ({ key: value }); afterwards what was
  // changed stays, and `more` goes.
  struct Lent {
    json::Array own, lent;
  };
  Lent lend(const json::Value& more);
  void take_back(const Lent& lent);
  bool changed() const { return changed_; }  // by a script, at any time

  const postman::LiveScope& environment() const { return environment_; }
  const postman::LiveScope& globals() const { return globals_; }
  const postman::LiveScope& collection() const { return collection_; }
  const postman::LiveScope& local() const { return local_; }
  const json::Value& row() const { return typed_row_; }

 private:
  postman::Scopes with_folders(const postman::PlacedItem& item, const postman::Scope& collection);

  std::shared_ptr<const FirstScopes> first_;
  const postman::DataFile* data_;
  postman::LiveScope environment_, globals_, collection_, local_;
  postman::Scope row_;
  json::Value typed_row_ = json::Object();
  std::map<const postman::Folder*, postman::Scope> folders_;
  bool changed_ = false;
};

}  // namespace coffer::runner
