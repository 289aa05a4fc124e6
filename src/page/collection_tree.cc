#include "page/collection_tree.h"

#include <fmt/format.h>

#include <charconv>

namespace coffer::page {
namespace {

constexpr size_t kMostDepth = 128;  // that of JSON

Error no_such(const ItemPath& path) {
  return {ErrorCode::kNotFound, fmt::format("the collection has nothing at {} any more", at_text(path)),
          "Choose it in the tree again.", "at"};
}

template <class Value>
Result<Value*> find_node(Value& collection, const ItemPath& path) {
  Value* node = &collection;
  for (const size_t index : path) {
    auto* object = node->if_object();
    auto* found = object != nullptr ? object->if_contains("item") : nullptr;
    auto* items = found != nullptr ? found->if_array() : nullptr;
    if (items == nullptr || index >= items->size()) return no_such(path);
    node = &(*items)[index];
  }
  if (!node->is_object()) return no_such(path);
  return node;
}

}  // namespace

Result<ItemPath> parse_at(std::string_view at) {
  const Error wrong{ErrorCode::kInvalidArgument, "\"at\" is no place in a collection", "", "at"};
  ItemPath path;
  const char* const end = at.data() + at.size();
  for (const char* next = at.data(); next != end;) {
    size_t index = 0;
    const auto [rest, failure] = std::from_chars(next, end, index);
    if (failure != std::errc() || path.size() == kMostDepth) return wrong;
    path.push_back(index);
    next = rest;
    if (next == end) break;
    if (*next != '.' || next + 1 == end) return wrong;
    ++next;
  }
  return path;
}

std::string at_text(const ItemPath& path) { return fmt::format("{}", fmt::join(path, ".")); }

bool is_folder(const json::Value& node) { return json::find(node, "item") != nullptr; }

json::Value& collection_in(json::Value& document) {
  auto* outer = document.if_object();
  auto* wrapped = outer != nullptr ? outer->if_contains("collection") : nullptr;
  return wrapped != nullptr && wrapped->is_object() ? *wrapped : document;
}

Result<const json::Value*> node_at(const json::Value& collection, const ItemPath& path) {
  return find_node(collection, path);
}
Result<json::Value*> node_at(json::Value& collection, const ItemPath& path) {
  return find_node(collection, path);
}

json::Object without_items(const json::Value& node) {
  json::Object members;
  for (const auto& member : node.get_object())
    if (member.key() != "item") members.insert(member);
  return members;
}

}  // namespace coffer::page
