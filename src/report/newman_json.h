// The pieces of Newman's JSON export. Source: what newman 6.2.1 writes (postman-collection's toJSON).
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "crypto/random.h"
#include "json/json.h"
#include "postman/collection.h"
#include "runner/events.h"

namespace coffer::report {

// The request that was made, with {{vault:…}} in place of values.
json::Object request_json(const runner::ItemResult& result);
// The final response, its body as a Buffer.
json::Object response_json(const runner::ItemResult& result, std::string id);
json::Object cursor_json(const runner::ItemResult& result, std::string request_id);
// Our own member: references, hops, warnings, scripts, the error with its mend.
json::Object coffer_json(const runner::ItemResult& result);
json::Object error_json(const Error& error);
// Pieces of it, for the requests of scripts as well.
json::Array references_json(const std::vector<runner::ResolvedReference>& references);
json::Array hops_json(const std::vector<runner::Exchange>& exchanges);

// The collection's document as Newman exports it (URLs taken apart, ids everywhere), and where each item
// stands in it.
struct CollectionExport {
  json::Value document;
  std::map<const postman::Item*, const json::Value*> items;
};
// Items without an id get a random one, as in Newman.
CollectionExport export_collection(const postman::Collection& collection, crypto::Random& random);

// An environment or globals of RunSummary. The values of variables of type secret are empty.
json::Object scope_json(const json::Value& scope, crypto::Random& random);

}  // namespace coffer::report
