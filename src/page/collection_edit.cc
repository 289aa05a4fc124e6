#include "page/collection_edit.h"

#include <algorithm>

#include "json/text_edit.h"
#include "postman/collection.h"

namespace coffer::page {
namespace {

Error no_folder(std::string_view field) {
  return {ErrorCode::kInvalidArgument, "this is a request, not a folder",
          "Choose a folder, or the collection.", std::string(field)};
}

Result<json::Array*> items_of(json::Value& collection, const ItemPath& folder, std::string_view field) {
  COFFER_ASSIGN(json::Value * node, node_at(collection, folder));
  if (!folder.empty() && !is_folder(*node)) return no_folder(field);
  json::Value& items = node->get_object()["item"];
  if (items.is_null()) items = json::Array();
  if (!items.is_array()) return no_folder(field);
  return &items.get_array();
}

bool is_within(const ItemPath& at, const ItemPath& folder) {
  return std::ranges::mismatch(folder, at).in1 == folder.end();
}

// Where `folder` stands once what was at `gone` is out.
ItemPath after_removal(ItemPath folder, const ItemPath& gone) {
  const size_t depth = gone.size() - 1;
  const bool beside = folder.size() > depth && std::equal(gone.begin(), gone.end() - 1, folder.begin());
  if (beside && folder[depth] > gone[depth]) --folder[depth];
  return folder;
}

}  // namespace

Result<void> replace_node(json::Value& collection, const ItemPath& at, json::Object item) {
  COFFER_ASSIGN(json::Value * node, node_at(collection, at));
  json::Object& before = node->get_object();
  if (auto* items = before.if_contains("item"); items != nullptr && !item.contains("item"))
    item["item"] = std::move(*items);
  *node = std::move(item);
  return {};
}

Result<ItemPath> insert_node(json::Value& collection, const ItemPath& folder, std::optional<size_t> position,
                             json::Value item) {
  COFFER_ASSIGN(json::Array * items, items_of(collection, folder, "at"));
  const size_t place = std::min(position.value_or(items->size()), items->size());
  items->insert(items->begin() + place, std::move(item));
  ItemPath at = folder;
  at.push_back(place);
  return at;
}

Result<json::Value> take_node(json::Value& collection, const ItemPath& at) {
  if (at.empty())
    return Error{ErrorCode::kInvalidArgument, "this is the collection itself", "Remove its file.", "at"};
  COFFER_TRY(node_at(collection, at));
  COFFER_ASSIGN(json::Array * items, items_of(collection, ItemPath(at.begin(), at.end() - 1), "at"));
  json::Value taken = std::move((*items)[at.back()]);
  items->erase(items->begin() + at.back());
  return taken;
}

Result<ItemPath> move_node(json::Value& collection, const ItemPath& at, const ItemPath& to,
                           std::optional<size_t> position) {
  if (is_within(to, at))
    return Error{ErrorCode::kInvalidArgument, "a folder can't be moved into itself", "Choose another folder.",
                 "to"};
  COFFER_TRY(items_of(collection, to, "to"));
  COFFER_ASSIGN(json::Value taken, take_node(collection, at));
  return insert_node(collection, after_removal(to, at), position, std::move(taken));
}

Result<std::string> changed_collection(std::string_view text, const ChangeCollection& change) {
  COFFER_ASSIGN(json::Value document, json::parse(text));
  COFFER_TRY(change(collection_in(document)));
  COFFER_ASSIGN(std::string changed, json::updated(text, document));
  if (auto read = postman::parse_collection(changed); !read) {
    Error error = std::move(read).error();
    error.field = "item";
    return error;
  }
  return changed;
}

}  // namespace coffer::page
