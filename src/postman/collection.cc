#include "postman/collection.h"

#include <fmt/format.h>

#include "postman/read.h"

namespace coffer::postman {
namespace {

constexpr std::string_view kConvert =
    "convert it to v2.1: open it in Postman and export it again, or use the npm package "
    "postman-collection-transformer";

Result<std::vector<Node>> read_children(const json::Value& owner, const Place& place);

Result<std::unique_ptr<Folder>> read_folder(const json::Value& value, const Place& place) {
  auto folder = std::make_unique<Folder>();
  folder->id = text_member(value, "id");
  folder->name = text_member(value, "name");
  folder->auth = read_auth(value, place);
  folder->behavior = read_behavior(value, place);
  folder->variables = read_variables(value, "variable");
  folder->scripts = read_scripts(value, place);
  COFFER_ASSIGN(folder->children, read_children(value, place));
  return folder;
}

Result<Item> read_item(const json::Value& value, const Place& place) {
  Item item;
  item.id = text_member(value, "id");
  item.name = text_member(value, "name");
  if (const json::Value* request = json::find(value, "request")) {
    COFFER_ASSIGN(item.request, read_request(*request, place));
    item.source = request;
  }
  item.behavior = read_behavior(value, place);
  item.scripts = read_scripts(value, place);
  place.warn_unknown(
      value, {"id", "uid", "name", "description", "request", "response", "event", "protocolProfileBehavior"});
  return item;
}

Result<Node> read_node(const json::Value& value, const Place& parent, size_t index) {
  const std::string name = text_member(value, "name");
  const Place place = parent.below(name.empty() ? fmt::format("item {}", index + 1) : name);
  if (!value.is_object()) return place.malformed("it is not an object");
  if (json::find(value, "item") != nullptr) {
    place.warn_unknown(value, {"id", "uid", "name", "description", "item", "auth", "event", "variable",
                               "protocolProfileBehavior"});
    COFFER_ASSIGN(auto folder, read_folder(value, place));
    return Node(std::move(folder));
  }
  COFFER_ASSIGN(auto item, read_item(value, place));
  return Node(std::move(item));
}

Result<std::vector<Node>> read_children(const json::Value& owner, const Place& place) {
  std::vector<Node> children;
  const json::Value* found = json::find(owner, "item");
  if (found == nullptr || found->is_null()) return children;
  const json::Array* items = found->if_array();
  if (items == nullptr) return place.malformed("\"item\" is not a list");
  for (size_t i = 0; i < items->size(); ++i) {
    COFFER_ASSIGN(auto node, read_node((*items)[i], place, i));
    children.push_back(std::move(node));
  }
  return children;
}

// v2.0 differs from v2.1 in that auth parameters are an object and URLs mostly a text, which is read in both
// as postman-collection does. v1 has no "info" but "requests"; a file without a schema is taken for v2.1, as
// Newman does.
Result<void> check_version(const json::Value& root) {
  const json::Value* info = json::find(root, "info");
  const std::string schema = info != nullptr ? text_member(*info, "schema") : std::string();
  const bool requests = info == nullptr && json::find(root, "requests") != nullptr;
  if (requests || schema.find("/v1") != std::string::npos) {
    return Error{ErrorCode::kUnsupported, "this collection is of format v1", std::string(kConvert)};
  }
  if (info == nullptr && json::find(root, "item") == nullptr) {
    return Error{ErrorCode::kMalformed,
                 "this is not a Postman collection: it has neither \"info\" nor \"item\"",
                 "export a collection from Postman as v2.1"};
  }
  return {};
}

}  // namespace

Result<Collection> parse_collection(std::string_view text) {
  COFFER_ASSIGN(json::Value document, json::parse(text));
  return read_collection(std::move(document));
}

Result<Collection> read_collection(json::Value document) {
  Collection collection;
  // Postman's API wraps the collection in an object.
  auto* outer = document.if_object();
  auto* wrapped = outer != nullptr ? outer->if_contains("collection") : nullptr;
  collection.source = wrapped != nullptr && wrapped->is_object() ? std::move(*wrapped) : std::move(document);
  const json::Value& root = collection.source;
  COFFER_TRY(check_version(root));
  const json::Value* info = json::find(root, "info");
  const std::string name = info != nullptr ? text_member(*info, "name") : std::string();
  const Place place{name.empty() ? "collection" : "collection \"" + name + "\"", &collection.warnings};
  // Items are named by their path below the collection.
  COFFER_ASSIGN(collection.root.children, read_children(root, Place{"", &collection.warnings}));
  collection.root.name = name;
  collection.id = info != nullptr ? text_member(*info, "_postman_id") : std::string();
  if (collection.id.empty() && info != nullptr) collection.id = text_member(*info, "id");
  collection.root.id = collection.id;
  collection.root.auth = read_auth(root, place);
  collection.root.behavior = read_behavior(root, place);
  collection.root.variables = read_variables(root, "variable");
  collection.root.scripts = read_scripts(root, place);
  place.warn_unknown(root, {"info", "item", "auth", "event", "variable", "protocolProfileBehavior"});
  return collection;
}

}  // namespace coffer::postman
