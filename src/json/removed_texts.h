// The texts of what is no more where it was in a document: it may have been moved, and then keeps its text.
#pragma once

#include <optional>
#include <string_view>
#include <unordered_map>

#include "json/json.h"

namespace coffer::json {

// Objects and lists that `before`, whose text is `raw`, has and `wanted` has not, in the same place. Neither
// the text nor `before` is owned.
class RemovedTexts {
 public:
  RemovedTexts(std::string_view raw, const Value& before, const Value& wanted) { walk(raw, before, wanted); }

  // The text of one that is the same() as `value`; each is given once.
  std::optional<std::string_view> take(const Value& value);

 private:
  struct Removed {
    std::string_view raw;
    const Value* value = nullptr;
  };
  void walk(std::string_view raw, const Value& before, const Value& wanted);
  void walk_object(std::string_view raw, const Object& before, const Object& wanted);
  void walk_list(std::string_view raw, const Array& before, const Array& wanted);
  void add(std::string_view raw, const Value& value);

  std::unordered_multimap<size_t, Removed> removed_;  // by their hash
};

// Its lines, but for the first, indented by `indent` and not by what the last one is indented by.
std::string reindented(std::string_view raw, std::string_view indent);

}  // namespace coffer::json
