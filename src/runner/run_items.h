// The items of a run, in their order, and how scripts name them.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "crypto/random.h"
#include "postman/collection.h"

namespace coffer::runner {

class RunItems {
 public:
  RunItems(std::vector<postman::PlacedItem> items, crypto::Random& random);

  size_t size() const { return items_.size(); }
  const postman::PlacedItem& operator[](size_t position) const { return items_[position]; }
  const std::vector<postman::PlacedItem>& all() const { return items_; }
  // The item's own, or one that was made for the run, as Newman does.
  const std::string& id(size_t position) const { return ids_[position]; }
  // By id, then by name; of several the last. Source: postman-runtime, waterfall.command.js.
  std::optional<size_t> find(const std::string& id_or_name) const;
  bool have_scripts() const { return have_scripts_; }

 private:
  std::vector<postman::PlacedItem> items_;
  std::vector<std::string> ids_;
  std::unordered_map<std::string, size_t> by_id_, by_name_;
  bool have_scripts_ = false;
};

// The scripts of an item for one event, in Newman's order: the collection's, its folders', its own.
struct OwnedScript {
  const postman::Script* script = nullptr;
  const std::string* owner = nullptr;  // name of the collection, folder or item
};
std::vector<OwnedScript> scripts_of(const postman::PlacedItem& item, std::string_view listen);
// Newman counts a script without code, and runs nothing.
bool has_code(const postman::Script& script);

}  // namespace coffer::runner
