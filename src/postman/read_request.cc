#include <fmt/format.h>

#include "base/encoding.h"
#include "postman/read.h"
#include "postman/template_url.h"

namespace coffer::postman {
namespace {

// Elements of url.host and url.path: strings, or { "type", "value" }.
std::string segment_text(const json::Value& value) {
  return value.is_object() ? text_member(value, "value") : text_of(value);
}

std::string read_host(const json::Value& host) {
  const auto* labels = host.if_array();
  if (labels == nullptr) return text_of(host);
  std::string text;
  for (const json::Value& label : *labels) {
    if (&label != &labels->front()) text += '.';
    text += segment_text(label);
  }
  return text;
}

std::optional<std::vector<std::string>> read_path(const json::Value& path) {
  if (path.is_null()) return std::nullopt;
  if (const auto* segments = path.if_array()) {
    std::vector<std::string> texts;
    for (const json::Value& segment : *segments) texts.push_back(segment_text(segment));
    return texts;
  }
  std::string text = text_of(path);
  if (text.empty()) return std::nullopt;
  if (text.size() > 1 && text.starts_with('/')) text.erase(0, 1);
  return std::vector<std::string>{text == "/" ? std::string() : text};
}

// Source: QueryParam.unparse: disabled parameters are left out; if none is left there is no '?' either.
std::optional<std::string> read_query(const json::Value& query) {
  if (const auto* text = query.if_string()) return std::string(json::view(*text));
  const auto* list = query.if_array();
  if (list == nullptr) return std::nullopt;
  std::optional<std::string> text;
  for (const json::Value& each : *list) {
    if (is_true(each, "disabled")) continue;
    const json::Value* value = json::find(each, "value");
    std::optional<std::string> shown;
    if (value != nullptr && !value->is_null()) shown = text_of(*value);
    const std::string parameter =
        each.is_object() ? query_parameter_text(text_member(each, "key"), shown) : text_of(each);
    text = text ? *text + "&" + parameter : parameter;
  }
  return text;
}

std::string read_url_parts(const json::Value& url) {
  TemplateUrl parts;
  if (const auto protocol = json::find_string(url, "protocol")) {
    parts.protocol =
        std::string(protocol->ends_with("://") ? protocol->substr(0, protocol->size() - 3) : *protocol);
  }
  if (const json::Value* auth = json::find(url, "auth"); auth != nullptr && auth->is_object()) {
    if (const auto user = json::find_string(*auth, "user")) parts.user = *user;
    if (const auto password = json::find_string(*auth, "password")) parts.password = *password;
  }
  if (const json::Value* host = json::find(url, "host")) parts.host = read_host(*host);
  if (const json::Value* port = json::find(url, "port"); port != nullptr && !port->is_null())
    parts.port = text_of(*port);
  if (const json::Value* path = json::find(url, "path")) parts.path = read_path(*path);
  if (const json::Value* query = json::find(url, "query")) parts.query = read_query(*query);
  if (const auto hash = json::find_string(url, "hash")) parts.hash = *hash;
  return to_string(parts);
}

// "header" may be one text, as raw HTTP has it.
std::vector<KeyValue> read_header_text(std::string_view text) {
  std::vector<KeyValue> headers;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    headers.push_back({std::string(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1)))});
  }
  return headers;
}

Result<std::vector<KeyValue>> read_headers(const json::Value& request, const Place& place) {
  const json::Value* found = json::find(request, "header");
  if (found == nullptr || found->is_null()) return std::vector<KeyValue>();
  if (const auto* text = found->if_string()) return read_header_text(json::view(*text));
  const auto* list = found->if_array();
  if (list == nullptr) return place.malformed("\"header\" is neither a list nor a text");
  return read_pairs(*list);
}

}  // namespace

Result<Url> read_url(const json::Value& url, const Place& place) {
  Url read;
  if (url.is_null()) return read;
  if (const auto* text = url.if_string()) {
    read.raw = json::view(*text);
    return read;
  }
  if (!url.is_object()) return place.malformed("\"url\" is neither a text nor an object");
  // Newman sends the parts and never looks at "raw"; a file that has only "raw" was written by hand.
  const bool has_parts = json::find(url, "host") != nullptr || json::find(url, "path") != nullptr;
  read.raw = has_parts ? read_url_parts(url) : text_member(url, "raw");
  for (const Variable& variable : read_variables(url, "variable")) {
    read.path_variables.push_back({variable.key, variable.value, variable.enabled});
  }
  place.warn_unknown(
      url, {"raw", "protocol", "auth", "host", "port", "path", "query", "hash", "variable", "variables"});
  return read;
}

Result<RequestTemplate> read_request(const json::Value& request, const Place& place) {
  RequestTemplate read;
  if (request.is_string()) {
    read.url.raw = text_of(request);
    return read;
  }
  if (!request.is_object()) return place.malformed("\"request\" is neither a text nor an object");
  if (const std::string method = text_member(request, "method"); !method.empty()) read.method = method;
  if (const json::Value* url = json::find(request, "url")) {
    COFFER_ASSIGN(read.url, read_url(*url, place));
  }
  COFFER_ASSIGN(read.headers, read_headers(request, place));
  if (const json::Value* body = json::find(request, "body"); body != nullptr && !body->is_null()) {
    COFFER_ASSIGN(read.body, read_body(*body, place));
  }
  read.auth = read_auth(request, place);
  place.warn_unknown(request, {"method", "url", "header", "body", "auth", "description", "name", "id"});
  return read;
}

}  // namespace coffer::postman
