#include "runner/run_items.h"

#include <algorithm>
#include <utility>

namespace coffer::runner {

RunItems::RunItems(std::vector<postman::PlacedItem> items, crypto::Random& random)
    : items_(std::move(items)) {
  for (const postman::PlacedItem& placed : items_) {
    const std::string& own = placed.item->id;
    ids_.push_back(own.empty() ? random.uuid() : own);
    by_id_.insert_or_assign(ids_.back(), ids_.size() - 1);
    if (!placed.item->name.empty()) by_name_.insert_or_assign(placed.item->name, ids_.size() - 1);
    for (const char* listen : {"prerequest", "test"}) {
      have_scripts_ = have_scripts_ || std::ranges::any_of(scripts_of(placed, listen), [](const auto& each) {
                        return has_code(*each.script);
                      });
    }
  }
}

std::optional<size_t> RunItems::find(const std::string& id_or_name) const {
  for (const auto* index : {&by_id_, &by_name_}) {
    if (const auto found = index->find(id_or_name); found != index->end()) return found->second;
  }
  return std::nullopt;
}

std::vector<OwnedScript> scripts_of(const postman::PlacedItem& item, std::string_view listen) {
  std::vector<OwnedScript> scripts;
  const auto add = [&](const std::vector<postman::Script>& all, const std::string& owner) {
    for (const postman::Script& script : all) {
      if (script.listen == listen) scripts.push_back({&script, &owner});
    }
  };
  for (const postman::Folder* folder : item.folders) add(folder->scripts, folder->name);
  add(item.item->scripts, item.item->name);
  return scripts;
}

bool has_code(const postman::Script& script) {
  return script.source.find_first_not_of(" \t\r\n") != std::string::npos;
}

}  // namespace coffer::runner
