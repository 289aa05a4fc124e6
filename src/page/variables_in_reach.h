// The variables that a request of the page can name, and where each comes from.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "page/place.h"
#include "postman/variables.h"
#include "runner/runner.h"

namespace coffer::page {

struct VariableInReach {
  std::string name, value;
  std::string source;  // as docs/page-calls.md has it: "environment", "folder NAME", "script" …
};

class VariablesInReach {
 public:
  // As they are now, with what scripts have changed of them. All of it must outlive this object.
  VariablesInReach(const Place& place, const postman::PlacedItem& item,
                   const std::optional<runner::RunOptions::CurrentValues>& current);

  // For substitution; valid as long as this object.
  postman::Scopes scopes() const;
  // The one that counts.
  std::optional<VariableInReach> find(std::string_view name) const;
  std::vector<VariableInReach> all() const;  // of each name the one that counts, the strongest scope first

 private:
  struct Layer {
    std::string source;
    postman::Scope now, written;  // with, and without what scripts changed
  };
  VariableInReach in(const Layer& layer, std::string_view name, std::string_view value) const;

  std::deque<Layer> layers_;  // environment, folders from the nearest, the collection, globals
};

}  // namespace coffer::page
