#include "page/place.h"

#include <fmt/format.h>

#include <utility>
#include <variant>

#include "page/collection_tree.h"

namespace coffer::page {
namespace {

constexpr const char* kSchema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

Result<json::Value> item_of(const Arguments& arguments) {
  COFFER_ASSIGN(json::Object item, arguments.object("item"));
  if (item.contains("request")) return json::Value(std::move(item));
  return Error{ErrorCode::kInvalidArgument, "\"item\" is no request", "", "item"};
}

Result<void> read_variables(const Arguments& arguments, const Folder& folder, std::string_view name,
                            std::string& path, postman::VariableFile& variables) {
  path = arguments.optional_text(name).value_or("");
  if (path.empty()) return {};
  auto opened = folder.variables(path);
  if (opened) {
    variables = (*opened)->variables;
    return {};
  }
  Error error = std::move(opened).error();
  error.field = std::string(name);
  return error;
}

// All but the collection.
Result<Place> surroundings(const Arguments& arguments, const Folder& folder) {
  Place place;
  place.folder = folder.root().value_or(std::filesystem::path());
  COFFER_TRY(read_variables(arguments, folder, "environment", place.environment_path, place.environment));
  COFFER_TRY(read_variables(arguments, folder, "globals", place.globals_path, place.globals));
  return place;
}

Result<std::shared_ptr<const OpenCollection>> open_collection(const Arguments& arguments,
                                                              const Folder& folder, Place& place) {
  place.path = arguments.optional_text("collection").value_or("");
  if (place.path.empty()) return std::shared_ptr<const OpenCollection>();
  COFFER_ASSIGN(auto opened, folder.collection(place.path));
  place.file = opened->file;
  place.folder = opened->folder();
  return opened;
}

json::Value collection_of_its_own(json::Value item) {
  std::string name(json::find_string(item, "name").value_or("Request"));
  return json::Object{{"info", json::Object{{"name", std::move(name)}, {"schema", kSchema}}},
                      {"item", json::Array{std::move(item)}}};
}

// The node and what stands above it, each without its other items; `path` is then all zeros.
json::Value pruned(const json::Value& node, ItemPath& path, size_t depth) {
  json::Object members = without_items(node);
  if (depth < path.size()) {
    const json::Value& below = node.at("item").at(std::exchange(path[depth], 0));
    members["item"] = json::Array{pruned(below, path, depth + 1)};
  }
  return members;
}

// Puts `item` where `path` leads: in the place of the request there, or as the last of the folder there,
// which then is where it leads.
Result<void> put(json::Value& collection, ItemPath& path, json::Value item) {
  COFFER_ASSIGN(json::Value * node, node_at(collection, path));
  if (!path.empty() && !is_folder(*node)) {
    *node = std::move(item);
    return {};
  }
  json::Value& list = node->as_object()["item"];
  if (!list.is_array()) list = json::Array();
  path.push_back(list.as_array().size());
  list.as_array().push_back(std::move(item));
  return {};
}

// The documents' items and what was read of them stand in the same order.
const postman::Node* read_node(const postman::Collection& collection, const ItemPath& path) {
  const postman::Folder* folder = &collection.root;
  const postman::Node* node = nullptr;
  for (const size_t index : path) {
    if (node != nullptr) {
      const auto* inner = std::get_if<std::unique_ptr<postman::Folder>>(node);
      if (inner == nullptr) return nullptr;
      folder = inner->get();
    }
    if (index >= folder->children.size()) return nullptr;
    node = &folder->children[index];
  }
  return node;
}

void add_items(const postman::Folder& folder, std::vector<const postman::Item*>& items);

void add_items(const postman::Node& node, std::vector<const postman::Item*>& items) {
  if (const auto* item = std::get_if<postman::Item>(&node)) return items.push_back(item);
  add_items(*std::get<std::unique_ptr<postman::Folder>>(node), items);
}

void add_items(const postman::Folder& folder, std::vector<const postman::Item*>& items) {
  for (const postman::Node& node : folder.children) add_items(node, items);
}

Result<void> choose(Place& place, const ItemPath& path) {
  if (path.empty()) {
    add_items(place.collection->root, place.items);
    return {};
  }
  const postman::Node* node = read_node(*place.collection, path);
  if (node == nullptr)
    return Error{ErrorCode::kNotFound,
                 fmt::format("the collection has nothing at {} any more", at_text(path)),
                 "Choose it in the tree again.", "at"};
  add_items(*node, place.items);
  return {};
}

Result<void> take(Place& place, json::Value document) {
  COFFER_ASSIGN(postman::Collection collection, postman::read_collection(std::move(document)));
  place.collection = std::make_shared<const postman::Collection>(std::move(collection));
  return {};
}

}  // namespace

postman::PlacedItem Place::placed_item() const {
  const auto all = postman::items_of(*collection, {});
  for (const postman::PlacedItem& placed : *all)
    if (placed.item == items.front()) return placed;
  return {items.front(), {}};
}

Result<Place> place_of_item(const Arguments& arguments, const Folder& folder, Neighbours neighbours) {
  COFFER_ASSIGN(Place place, surroundings(arguments, folder));
  COFFER_ASSIGN(json::Value item, item_of(arguments));
  COFFER_ASSIGN(const auto opened, open_collection(arguments, folder, place));
  ItemPath path{0};
  if (opened == nullptr) {
    COFFER_TRY(take(place, collection_of_its_own(std::move(item))));
  } else {
    COFFER_ASSIGN(path, parse_at(arguments.optional_text("at").value_or("")));
    const json::Value& source = opened->collection.source;
    COFFER_TRY(node_at(source, path));
    json::Value document = neighbours == Neighbours::kAll ? source : pruned(source, path, 0);
    COFFER_TRY(put(document, path, std::move(item)));
    COFFER_TRY(take(place, std::move(document)));
  }
  COFFER_TRY(choose(place, path));
  return place;
}

Result<Place> place_of_run(const Arguments& arguments, const Folder& folder) {
  COFFER_ASSIGN(Place place, surroundings(arguments, folder));
  COFFER_TRY(arguments.text("collection"));
  COFFER_ASSIGN(const auto opened, open_collection(arguments, folder, place));
  place.collection = std::shared_ptr<const postman::Collection>(opened, &opened->collection);
  if (!arguments.has("at")) {
    add_items(place.collection->root, place.items);
    return place;
  }
  COFFER_ASSIGN(const json::Array list, arguments.list("at"));
  for (const json::Value& at : list) {
    COFFER_ASSIGN(const ItemPath path, parse_at(at.is_string() ? json::view(at.get_string()) : "?"));
    COFFER_TRY(choose(place, path));
  }
  return place;
}

Result<Place> place_of_variables(const Arguments& arguments, const Folder& folder) {
  COFFER_ASSIGN(Place place, surroundings(arguments, folder));
  COFFER_ASSIGN(const auto opened, open_collection(arguments, folder, place));
  if (opened == nullptr) {
    COFFER_TRY(take(place, collection_of_its_own(json::Object())));
    COFFER_TRY(choose(place, {0}));
    return place;
  }
  COFFER_ASSIGN(ItemPath path, parse_at(arguments.optional_text("at").value_or("")));
  COFFER_TRY(node_at(opened->collection.source, path));
  json::Value document = pruned(opened->collection.source, path, 0);
  COFFER_TRY(put(document, path, json::Object()));
  COFFER_TRY(take(place, std::move(document)));
  COFFER_TRY(choose(place, path));
  return place;
}

}  // namespace coffer::page
