// A collection changed as a document: items replaced, added, removed, moved. Errors name the argument.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "page/collection_tree.h"

namespace coffer::page {

// Gives the node other members. A folder and the collection keep their items where `item` says nothing of
// them.
Result<void> replace_node(json::Value& collection, const ItemPath& at, json::Object item);
// Into a folder, before what stands at `position`, or at its end. Where it stands then.
Result<ItemPath> insert_node(json::Value& collection, const ItemPath& folder, std::optional<size_t> position,
                             json::Value item);
Result<json::Value> take_node(json::Value& collection, const ItemPath& at);
// `to`: a folder, as its place is before the move; `position`: among its items without the moved one.
Result<ItemPath> move_node(json::Value& collection, const ItemPath& at, const ItemPath& to,
                           std::optional<size_t> position);

// The text of a collection after `change`; json::updated() says what stays. kMalformed ("item") where it
// would be a collection no more.
using ChangeCollection = std::function<Result<void>(json::Value& collection)>;
Result<std::string> changed_collection(std::string_view text, const ChangeCollection& change);

}  // namespace coffer::page
