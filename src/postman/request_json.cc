#include "postman/request_json.h"

#include <string>

#include "postman/template_url.h"

namespace coffer::postman {
namespace {

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

struct BodyJson {
  json::Object operator()(const NoBody&) const { return {}; }
  json::Object operator()(const RawBody& body) const {
    json::Object object{{"mode", "raw"}, {"raw", body.text}};
    if (!body.language.empty())
      object["options"] = json::Object{{"raw", json::Object{{"language", body.language}}}};
    return object;
  }
  json::Object operator()(const UrlencodedBody& body) const {
    return {{"mode", "urlencoded"}, {"urlencoded", pairs_json(body.fields)}};
  }
  json::Object operator()(const FormBody& body) const {
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
  json::Object operator()(const FileBody& body) const {
    return {{"mode", "file"}, {"file", json::Object{{"src", body.path}}}};
  }
  json::Object operator()(const GraphqlBody& body) const {
    json::Object graphql{{"query", body.query}};
    if (!body.operation_name.empty()) graphql["operationName"] = body.operation_name;
    graphql["variables"] = body.variables;
    return {{"mode", "graphql"}, {"graphql", std::move(graphql)}};
  }
};

}  // namespace

json::Object url_json(std::string_view text) {
  if (text.empty()) return {{"query", json::Array()}, {"variable", json::Array()}};
  const TemplateUrl url = parse_template_url(text);
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

json::Array pairs_json(const std::vector<KeyValue>& fields) {
  json::Array list;
  for (const auto& field : fields) list.push_back(json::Object{{"key", field.key}, {"value", field.value}});
  return list;
}

json::Object body_json(const Body& body) { return std::visit(BodyJson(), body); }

json::Object auth_json(const Auth& auth) {
  json::Array params;
  for (const auto& [key, value] : auth.params)
    params.push_back(json::Object{{"type", "any"}, {"value", value}, {"key", key}});
  json::Object object{{"type", auth.type}};
  object[auth.type] = std::move(params);
  return object;
}

}  // namespace coffer::postman
