// Entries from elsewhere into a vault, all or none (spec 2.8).
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "vault/store.h"

namespace coffer::vault {

// What becomes of an entry whose name the vault has already, with another content.
enum class OnConflict { kFail, kKeep, kReplace, kRename };

struct ImportPlan {
  OnConflict otherwise = OnConflict::kFail;
  std::map<std::string, OnConflict, std::less<>> chosen = {};  // by name, over `otherwise`
};

struct ImportStep {
  enum class Outcome { kAdded, kUnchanged, kKept, kReplaced, kRenamed };
  std::string name = {};
  Outcome outcome = Outcome::kAdded;
  std::string new_name = {};  // of kRenamed: "name (2)", the first number that nobody has
};

// Names that both have, with different contents (times aside), in the order of `entries`.
std::vector<std::string> conflicts(const Content& content, const std::vector<Entry>& entries);

// Puts `entries`, whose names are unique, into `content`: for use within Store::update(). What was done, in
// their order. kAlreadyExists, naming all conflicts that the plan says to fail for.
Result<std::vector<ImportStep>> import_entries(Content& content, std::vector<Entry> entries,
                                               const ImportPlan& plan);

}  // namespace coffer::vault
