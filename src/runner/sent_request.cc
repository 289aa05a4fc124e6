#include "runner/sent_request.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/encoding.h"
#include "postman/template_url.h"

namespace coffer::runner {
namespace {

json::Array pairs(const std::vector<postman::KeyValue>& fields) {
  json::Array list;
  for (const auto& field : fields) list.push_back(json::Object{{"key", field.key}, {"value", field.value}});
  return list;
}

json::Array query_of(std::string_view query) {
  json::Array list;
  for (;;) {
    const std::string_view pair = query.substr(0, query.find('&'));
    const size_t equals = pair.find('=');
    json::Object parameter{{"key", pair.substr(0, equals)}, {"value", nullptr}};
    if (equals != std::string_view::npos) parameter["value"] = pair.substr(equals + 1);
    list.push_back(std::move(parameter));
    if (pair.size() == query.size()) return list;
    query.remove_prefix(pair.size() + 1);
  }
}

json::Array labels_of(std::string_view host) {
  if (host.find("{{") != std::string_view::npos || host.starts_with('[')) return {json::Value(host)};
  json::Array labels;
  for (;; host.remove_prefix(host.find('.') + 1)) {
    labels.emplace_back(host.substr(0, host.find('.')));
    if (host.find('.') == std::string_view::npos) return labels;
  }
}

// Source: postman-collection, Url.update and toJSON: parts that are empty stay out.
json::Object url_of(std::string_view text) {
  const postman::TemplateUrl url = postman::parse_template_url(text);
  json::Object object;
  if (url.protocol) object["protocol"] = *url.protocol;
  if (url.user) object["auth"] = json::Object{{"user", *url.user}, {"password", url.password.value_or("")}};
  if (url.port) object["port"] = *url.port;
  if (url.path) object["path"] = json::Array(url.path->begin(), url.path->end());
  if (url.hash) object["hash"] = *url.hash;
  object["host"] = labels_of(url.host);
  object["query"] = url.query ? query_of(*url.query) : json::Array();
  object["variable"] = json::Array();
  return object;
}

struct BodyJson {
  json::Object operator()(const postman::NoBody&) const { return {}; }
  json::Object operator()(const postman::RawBody& body) const {
    json::Object object{{"mode", "raw"}, {"raw", body.text}};
    if (!body.language.empty())
      object["options"] = json::Object{{"raw", json::Object{{"language", body.language}}}};
    return object;
  }
  json::Object operator()(const postman::UrlencodedBody& body) const {
    return {{"mode", "urlencoded"}, {"urlencoded", pairs(body.fields)}};
  }
  json::Object operator()(const postman::FormBody& body) const {
    json::Array fields;
    for (const auto& field : body.fields) {
      json::Object object{{"key", field.key}, {"type", field.is_file ? "file" : "text"}};
      if (!field.is_file) object["value"] = field.value;
      if (field.files.size() == 1) object["src"] = field.files.front();
      if (field.files.size() > 1) object["src"] = json::Array(field.files.begin(), field.files.end());
      fields.push_back(std::move(object));
    }
    return {{"mode", "formdata"}, {"formdata", std::move(fields)}};
  }
  json::Object operator()(const postman::FileBody& body) const {
    return {{"mode", "file"}, {"file", json::Object{{"src", body.path}}}};
  }
  json::Object operator()(const postman::GraphqlBody& body) const {
    json::Object graphql{{"query", body.query}};
    if (!body.operation_name.empty()) graphql["operationName"] = body.operation_name;
    graphql["variables"] = body.variables;
    return {{"mode", "graphql"}, {"graphql", std::move(graphql)}};
  }
};

json::Object auth_of(const postman::Auth& auth) {
  json::Array params;
  for (const auto& [key, value] : auth.params)
    params.push_back(json::Object{{"type", "any"}, {"value", value}, {"key", key}});
  json::Object object{{"type", auth.type}};
  object[auth.type] = std::move(params);
  return object;
}

// What the author did not write; cookies of the jar that joined the author's make the header the system's.
bool is_system_header(const postman::PreparedRequest& prepared, const http::Header& sent) {
  return std::ranges::none_of(prepared.headers, [&](const postman::KeyValue& header) {
    return iequals(header.key, sent.name) && (!iequals(sent.name, "Cookie") || header.value == sent.value);
  });
}

json::Array headers_of(const ItemResult& result) {
  if (result.exchanges.empty()) return pairs(result.prepared->headers);
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
  request["url"] = url_of(result.exchanges.empty() ? prepared.url : result.exchanges.front().url);
  request["header"] = headers_of(result);
  request["method"] = prepared.method;
  if (json::Object body = std::visit(BodyJson(), prepared.body); !body.empty())
    request["body"] = std::move(body);
  if (prepared.auth) request["auth"] = auth_of(*prepared.auth);
  return request;
}

}  // namespace coffer::runner
