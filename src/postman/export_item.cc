#include "postman/export_item.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/encoding.h"
#include "http/url.h"
#include "postman/collection.h"
#include "postman/template_url.h"

namespace coffer::postman {
namespace {

constexpr std::string_view kSchema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
constexpr std::string_view kFormType = "application/x-www-form-urlencoded";

json::Array split(std::string_view text, char at) {
  json::Array parts;
  for (;; text.remove_prefix(text.find(at) + 1)) {
    parts.emplace_back(std::string(text.substr(0, text.find(at))));
    if (text.find(at) == std::string_view::npos) return parts;
  }
}

json::Array query_json(std::string_view query) {
  json::Array list;
  for (;;) {
    const std::string_view pair = query.substr(0, query.find('&'));
    const size_t equals = pair.find('=');
    json::Object parameter{{"key", std::string(pair.substr(0, equals))}, {"value", nullptr}};
    if (equals != std::string_view::npos) parameter["value"] = std::string(pair.substr(equals + 1));
    list.push_back(std::move(parameter));
    if (pair.size() == query.size()) return list;
    query.remove_prefix(pair.size() + 1);
  }
}

json::Object url_json(const std::string& raw) {
  const TemplateUrl url = parse_template_url(raw);
  json::Object object{{"raw", raw}};
  if (url.protocol) object["protocol"] = *url.protocol;
  if (url.user) object["auth"] = json::Object{{"user", *url.user}, {"password", url.password.value_or("")}};
  const bool plain = url.host.find_first_of("{[") == std::string::npos;
  object["host"] = plain ? split(url.host, '.') : json::Array{json::Value(url.host)};
  if (url.port) object["port"] = *url.port;
  if (url.path) {
    json::Array path;
    for (const std::string& segment : *url.path) path.emplace_back(segment);
    object["path"] = std::move(path);
  }
  if (url.query) object["query"] = query_json(*url.query);
  return object;
}

json::Array pairs_json(const std::vector<KeyValue>& pairs, bool typed) {
  json::Array list;
  for (const KeyValue& pair : pairs) {
    json::Object object{{"key", pair.key}, {"value", pair.value}};
    if (typed) object["type"] = "text";
    list.push_back(std::move(object));
  }
  return list;
}

// "a=1&b=2" as fields, where they are sent as the same bytes: nothing but what is encoded as Postman encodes
// it.
std::optional<std::vector<KeyValue>> fields_of(std::string_view text) {
  std::vector<KeyValue> fields;
  std::set<std::string, std::less<>> names;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    const size_t equals = pair.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const auto exact = [](std::string_view encoded) -> std::optional<std::string> {
      std::string decoded = percent_decode(encoded);
      const bool same = percent_encode(decoded) == encoded || decoded.find("{{") != std::string::npos;
      return same && is_utf8(decoded) ? std::optional(decoded) : std::nullopt;
    };
    const auto key = exact(pair.substr(0, equals)), value = exact(pair.substr(equals + 1));
    // Newman sorts names that are numbers, and puts equal ones together.
    const bool number = key && !key->empty() && key->find_first_not_of("0123456789") == std::string::npos;
    if (!key || !value || number || !names.insert(*key).second) return std::nullopt;
    fields.push_back({*key, *value});
    if (pair.size() == text.size()) return fields;
    text.remove_prefix(pair.size() + 1);
  }
  return std::nullopt;
}

class BodyJson {
 public:
  explicit BodyJson(const std::string& content_type) : type_(content_type) {}

  json::Object operator()(const NoBody&) const { return {}; }
  json::Object operator()(const RawBody& body) const {
    if (type_ == kFormType) {
      if (const auto fields = fields_of(body.text)) return (*this)(UrlencodedBody{*fields});
    }
    json::Object object{{"mode", "raw"}, {"raw", body.text}};
    const bool json = type_.starts_with("application/json") && json::parse(body.text).ok();
    const std::string language = json ? "json" : "text";
    object["options"] = json::Object{{"raw", json::Object{{"language", language}}}};
    return object;
  }
  json::Object operator()(const UrlencodedBody& body) const {
    return {{"mode", "urlencoded"}, {"urlencoded", pairs_json(body.fields, true)}};
  }
  json::Object operator()(const FormBody& body) const {
    json::Array list;
    for (const FormField& field : body.fields) {
      json::Object object{{"key", field.key}, {"type", field.is_file ? "file" : "text"}};
      if (!field.is_file) object["value"] = field.value;
      if (field.files.size() == 1) object["src"] = field.files.front();
      if (field.files.size() > 1) object["src"] = json::Array(field.files.begin(), field.files.end());
      if (!field.content_type.empty()) object["contentType"] = field.content_type;
      if (!field.file_name.empty()) object["fileName"] = field.file_name;
      list.push_back(std::move(object));
    }
    return {{"mode", "formdata"}, {"formdata", std::move(list)}};
  }
  json::Object operator()(const FileBody& body) const {
    return {{"mode", "file"}, {"file", json::Object{{"src", body.path}}}};
  }
  json::Object operator()(const GraphqlBody& body) const {
    return {{"mode", "graphql"},
            {"graphql", json::Object{{"query", body.query}, {"variables", body.variables}}}};
  }

 private:
  const std::string& type_;
};

json::Object auth_json(const Auth& auth) {
  json::Object object{{"type", auth.type}};
  if (auth.type == "noauth") return object;
  json::Array params;
  for (const auto& [key, value] : auth.params)
    params.push_back(json::Object{{"key", key}, {"value", value}, {"type", "string"}});
  object[auth.type] = std::move(params);
  return object;
}

json::Object behavior_json(const RequestBehavior& behavior) {
  json::Object object;
  if (behavior.disable_body_pruning) object["disableBodyPruning"] = *behavior.disable_body_pruning;
  if (behavior.strict_ssl) object["strictSSL"] = *behavior.strict_ssl;
  if (behavior.max_redirects) object["maxRedirects"] = *behavior.max_redirects;
  if (behavior.follow_authorization_header)
    object["followAuthorizationHeader"] = *behavior.follow_authorization_header;
  if (behavior.disable_url_encoding) object["disableUrlEncoding"] = *behavior.disable_url_encoding;
  if (!behavior.disabled_system_headers.empty()) {
    json::Object disabled;
    for (const std::string& name : behavior.disabled_system_headers) disabled[name] = true;
    object["disabledSystemHeaders"] = std::move(disabled);
  }
  return object;
}

// Walks over the text of a document that is known to be JSON.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  // The "]" of the member `name`, a list, of the outermost object; npos where there is none. The last such
  // member counts, as JSON.parse has it.
  size_t end_of_list(std::string_view name) {
    size_t found = std::string_view::npos, depth = 0;
    bool wanted = false, key_next = false;
    for (size_t at = 0; at < text_.size(); ++at) {
      const char c = text_[at];
      if (c == '"') {
        const size_t end = end_of_string(at);
        if (depth == 1 && key_next) wanted = text_.substr(at + 1, end - at - 1) == name, key_next = false;
        at = end;
      } else if (c == '{' || c == '[') {
        if (++depth == 1) key_next = c == '{';
        if (depth == 2 && wanted) in_list_ = c == '[';
      } else if (c == '}' || c == ']') {
        if (depth == 2 && wanted && in_list_) found = at;
        --depth;
      } else if (c == ',' && depth == 1) {
        key_next = true;
        wanted = in_list_ = false;
      }
    }
    return found;
  }

 private:
  size_t end_of_string(size_t at) const {
    for (++at; at < text_.size() && text_[at] != '"'; ++at)
      if (text_[at] == '\\') ++at;
    return at;
  }

  std::string_view text_;
  bool in_list_ = false;
};

std::string indented(const std::string& text, const std::string& by) {
  std::string out;
  for (const char c : text) out += c == '\n' ? "\n" + by : std::string(1, c);
  return out;
}

}  // namespace

Result<json::Object> item_json(const std::string& id, const std::string& name, const RequestTemplate& request,
                               const RequestBehavior& behavior) {
  std::string type;
  for (const KeyValue& header : request.headers)
    if (iequals(header.key, "Content-Type")) type = header.value;
  json::Object body = std::visit(BodyJson(type), request.body);
  json::Object request_json{{"method", request.method}};
  if (request.auth) request_json["auth"] = auth_json(*request.auth);
  request_json["header"] = pairs_json(request.headers, false);
  if (!body.empty()) request_json["body"] = std::move(body);
  request_json["url"] = url_json(request.url.raw);
  json::Object item{{"name", name}, {"id", id}};
  if (json::Object profile = behavior_json(behavior); !profile.empty())
    item["protocolProfileBehavior"] = std::move(profile);
  item["request"] = std::move(request_json);
  item["response"] = json::Array();
  if (is_utf8(json::dump(item))) return item;
  return Error{ErrorCode::kUnsupported, "it holds bytes that are no UTF-8, which a collection cannot hold",
               "Encode them, or leave them in a file: --data-binary @FILE.", "request"};
}

std::string default_item_name(const RequestTemplate& request) {
  const http::UrlParts url = http::split_url(request.url.raw);
  const std::string path = url.path.empty() || url.path == "/" ? url.authority : url.path;
  return fmt::format("{} {}", request.method, path);
}

json::Object collection_json(const std::string& id, const std::string& name, json::Array items) {
  return {{"info", json::Object{{"_postman_id", id}, {"name", name}, {"schema", kSchema}}},
          {"item", std::move(items)}};
}

Result<std::string> with_item(std::string_view collection, const json::Object& item) {
  COFFER_TRY(parse_collection(collection));
  const size_t end = Scanner(collection).end_of_list("item");
  if (end == std::string_view::npos)
    return Error{ErrorCode::kMalformed, "the collection has no \"item\" list", "Choose another collection.",
                 "--into"};
  const size_t last = collection.find_last_not_of(" \t\r\n", end - 1);
  const bool empty = collection[last] == '[';
  const size_t line = collection.rfind('\n', end);
  // On a line of its own the bracket shows how far its list is indented; one level is what stands before the
  // first key.
  const bool one_line =
      line == std::string_view::npos ||
      collection.substr(line + 1, end - line - 1).find_first_not_of(" \t") != std::string_view::npos;
  std::string added(empty ? "" : ",");
  if (one_line && !empty) {
    added += json::dump(item);
  } else {
    const std::string outer(one_line ? "" : collection.substr(line + 1, end - line - 1));
    const bool tabs = collection.find("\n\t") != std::string_view::npos;
    std::string text = json::dump_pretty(item, tabs ? 1 : std::max<size_t>(outer.size(), 2));
    if (tabs) {
      for (size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1))
        for (size_t i = at + 1; i < text.size() && text[i] == ' '; ++i) text[i] = '\t';
    }
    const std::string by = outer + (tabs ? "\t" : std::string(std::max<size_t>(outer.size(), 2), ' '));
    added += "\n" + by + indented(text, by) + (one_line ? "\n" : "");
  }
  std::string out(collection);
  out.insert(last + 1, added);
  COFFER_TRY(parse_collection(out));
  return out;
}

}  // namespace coffer::postman
