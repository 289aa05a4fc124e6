// The pieces of a request, in format v2.1 as the Collection SDK writes them (its toJSON).
#pragma once

#include <string_view>
#include <vector>

#include "json/json.h"
#include "postman/model.h"

namespace coffer::postman {

// {protocol, auth, port, path, hash, host, query, variable}: parts that are empty stay out, but for the last
// three. What stands in {{}} is kept whole.
json::Object url_json(std::string_view url);
json::Array pairs_json(const std::vector<KeyValue>& fields);  // [ { key, value } ]
json::Object body_json(const Body& body);                     // empty for no body
json::Object auth_json(const Auth& auth);

}  // namespace coffer::postman
