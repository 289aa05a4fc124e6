// Where an item stands in its collection, as reports name it.
#pragma once

#include <string>

#include "postman/collection.h"

namespace coffer::report {

// "Orders / Nested", without the collection's own name; empty at the top.
std::string folder_path(const postman::PlacedItem& item);
// The same with the item's name.
std::string item_path(const postman::PlacedItem& item);

}  // namespace coffer::report
