// Reading collections.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "postman/model.h"

namespace coffer::postman {

// Of format v2.1 or v2.0. kMalformed names the item by its path ("Folder / Request"); kUnsupported for v1
// says how to convert.
Result<Collection> parse_collection(std::string_view text);
// The same of a document that is parsed already.
Result<Collection> read_collection(json::Value document);

// An item with all that it inherits: `folders` from the collection down to its parent.
struct PlacedItem {
  const Item* item = nullptr;
  std::vector<const Folder*> folders;

  const Auth* effective_auth() const { return effective_auth(item->request); }
  // Of a request in the item's place. nullptr: none; "noauth" stops inheritance.
  const Auth* effective_auth(const RequestTemplate& request) const;
  RequestBehavior effective_behavior() const;
};

// In Newman's order. With `folder` names (or ids): only items below (or being) one of them; kNotFound lists
// the names there are.
Result<std::vector<PlacedItem>> items_of(const Collection& collection,
                                         const std::vector<std::string>& folder);

}  // namespace coffer::postman
