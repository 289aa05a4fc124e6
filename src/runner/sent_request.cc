#include "runner/sent_request.h"

#include <algorithm>

#include "base/encoding.h"
#include "postman/request_json.h"

namespace coffer::runner {
namespace {

// What the author did not write; in Newman a Cookie header always is the system's, which may have joined the
// jar's to it.
bool is_system_header(const postman::PreparedRequest& prepared, const http::Header& sent) {
  return iequals(sent.name, "Cookie") ||
         std::ranges::none_of(prepared.headers, [&](const postman::KeyValue& header) {
           return iequals(header.key, sent.name);
         });
}

json::Array headers_of(const ItemResult& result) {
  if (result.exchanges.empty()) return postman::pairs_json(result.prepared->headers);
  json::Array headers;
  for (const http::Header& header : result.exchanges.front().request_headers) {
    json::Object object{{"key", header.name}, {"value", header.value}};
    if (is_system_header(*result.prepared, header)) object["system"] = true;
    headers.push_back(std::move(object));
  }
  return headers;
}

}  // namespace

json::Object sent_request(const ItemResult& result) {
  const postman::PreparedRequest& prepared = *result.prepared;
  json::Object request;
  request["url"] = postman::url_json(result.exchanges.empty() ? prepared.url : result.exchanges.front().url);
  request["header"] = headers_of(result);
  request["method"] = prepared.method;
  if (json::Object body = postman::body_json(prepared.body); !body.empty()) request["body"] = std::move(body);
  if (prepared.auth) request["auth"] = postman::auth_json(*prepared.auth);
  return request;
}

}  // namespace coffer::runner
