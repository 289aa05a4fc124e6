// A collection as the page sees it.
#pragma once

#include "json/json.h"
#include "page/collection_tree.h"
#include "page/folder.h"

namespace coffer::page {

// [{at, kind, name, method?, url?, children?}]
json::Array tree_json(const json::Value& collection);
// {type, from}: the auth that what stands at `at` inherits if it has none; empty where there is none.
json::Object inherited_auth_json(const json::Value& collection, const ItemPath& at);
// The names of the folders that it stands in, outermost first.
json::Array folders_json(const json::Value& collection, const ItemPath& at);
// [{key, value, enabled}]
json::Array variables_json(const std::vector<postman::Variable>& variables);

}  // namespace coffer::page
