// Collections as JSON: the items in them by place. A place is a path by position, "0.2.1"; "" is the
// collection itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "json/json.h"

namespace coffer::page {

using ItemPath = std::vector<size_t>;

// kInvalidArgument ("at").
Result<ItemPath> parse_at(std::string_view at);
std::string at_text(const ItemPath& path);

bool is_folder(const json::Value& node);  // as the reader of collections tells: it has an "item"

// The collection in a document: the document itself, or what Postman's API wraps in one.
json::Value& collection_in(json::Value& document);

// kNotFound ("at") where there is none.
Result<const json::Value*> node_at(const json::Value& collection, const ItemPath& path);
Result<json::Value*> node_at(json::Value& collection, const ItemPath& path);
// The members of a node but its items.
json::Object without_items(const json::Value& node);

}  // namespace coffer::page
