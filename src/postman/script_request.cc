#include "postman/script_request.h"

#include <string>

namespace coffer::postman {
namespace {

// v2.0 has the parameters as an object, v2.1 as a list.
void convert_auth(json::Value& auth) {
  auto* object = auth.if_object();
  if (object == nullptr) return;
  for (auto& member : *object) {
    const auto* params = member.value().if_object();
    if (params == nullptr) continue;
    json::Array list;
    for (const auto& param : *params)
      list.push_back(json::Object{{"key", param.key()}, {"value", param.value()}, {"type", "any"}});
    member.value() = std::move(list);
  }
}

}  // namespace

json::Object script_request(const Item& item) {
  json::Object request;
  if (item.source != nullptr) {
    if (const auto* object = item.source->if_object()) request = *object;
    if (const auto* url = item.source->if_string()) request["url"] = *url;
  }
  if (!request.contains("url")) request["url"] = "";
  if (!request.contains("method") || request["method"].is_null()) request["method"] = "GET";
  if (!request.contains("header") || request["header"].is_null()) request["header"] = json::Array();
  if (auto* auth = request.if_contains("auth")) convert_auth(*auth);
  if (auto* body = request.if_contains("body"); body != nullptr && body->is_string())
    *body = json::Object{{"mode", "raw"}, {"raw", body->get_string()}};
  return request;
}

}  // namespace coffer::postman
