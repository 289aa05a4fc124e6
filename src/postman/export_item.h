// Requests as a Postman collection v2.1 has them.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "json/json.h"
#include "postman/model.h"

namespace coffer::postman {

// An item that parse_collection() reads back as the same request. `id` is a UUID. kUnsupported where
// something in it is no UTF-8: JSON has no other text.
Result<json::Object> item_json(const std::string& id, const std::string& name, const RequestTemplate& request,
                               const RequestBehavior& behavior);
// A name for a request that has none: its method and path, or host.
std::string default_item_name(const RequestTemplate& request);
json::Object collection_json(const std::string& id, const std::string& name, json::Array items);

// Adds an item at the end of a collection's text and changes no other byte of it; the indentation is the
// text's own. kMalformed where there is no collection's "item" list.
Result<std::string> with_item(std::string_view collection, const json::Object& item);

}  // namespace coffer::postman
