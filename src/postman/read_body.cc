#include <fmt/format.h>

#include "postman/read.h"

namespace coffer::postman {
namespace {

RawBody read_raw(const json::Value& body) {
  RawBody raw;
  raw.text = text_member(body, "raw");
  if (const json::Value* options = json::find(body, "options")) {
    if (const json::Value* about = json::find(*options, "raw"))
      raw.language = text_member(*about, "language");
  }
  return raw;
}

UrlencodedBody read_urlencoded(const json::Value& fields) {
  UrlencodedBody body;
  if (const auto* list = fields.if_array()) body.fields = read_pairs(*list);
  if (const auto* string = fields.if_string()) {
    std::string_view text = json::view(*string);
    while (!text.empty()) {
      const std::string_view field = text.substr(0, text.find('&'));
      text.remove_prefix(std::min(field.size() + 1, text.size()));
      const size_t equals = std::min(field.find('='), field.size());
      body.fields.push_back({std::string(field.substr(0, equals)),
                             std::string(field.substr(std::min(equals + 1, field.size())))});
    }
  }
  return body;
}

std::vector<std::string> read_files(const json::Value& field) {
  std::vector<std::string> files;
  const json::Value* src = json::find(field, "src");
  if (src == nullptr || src->is_null()) return files;
  if (const auto* list = src->if_array()) {
    for (const json::Value& each : *list) files.push_back(text_of(each));
  } else if (std::string path = text_of(*src); !path.empty()) {
    files.push_back(std::move(path));
  }
  return files;
}

FormBody read_form(const json::Value& fields, const Place& place) {
  FormBody body;
  const auto* list = fields.if_array();
  if (list == nullptr) return body;
  for (const json::Value& each : *list) {
    if (!each.is_object()) continue;
    FormField field;
    field.key = text_member(each, "key");
    field.content_type = text_member(each, "contentType");
    field.file_name = text_member(each, "fileName");
    field.enabled = !is_true(each, "disabled");
    field.is_file = json::find_string(each, "type") == "file";
    if (field.is_file) {
      field.files = read_files(each);
      if (field.files.empty() && !text_member(each, "value").empty()) {
        place.warn(fmt::format(
            "form field \"{}\" holds a file's content in the collection, which is not supported yet; "
            "name the file in \"src\"",
            field.key));
      }
    } else {
      field.value = text_member(each, "value");
    }
    body.fields.push_back(std::move(field));
  }
  return body;
}

FileBody read_file_body(const json::Value& file, const Place& place) {
  if (file.is_string()) return {text_of(file)};
  if (!text_member(file, "content").empty() && text_member(file, "src").empty()) {
    place.warn(
        "the body's file content is in the collection, which is not supported yet; name the file in \"src\"");
  }
  return {text_member(file, "src")};
}

GraphqlBody read_graphql(const json::Value& graphql) {
  return {text_member(graphql, "query"), text_member(graphql, "variables"),
          text_member(graphql, "operationName")};
}

}  // namespace

Result<Body> read_body(const json::Value& body, const Place& place) {
  if (body.is_string()) return Body(RawBody{text_of(body), ""});
  if (!body.is_object()) return place.malformed("\"body\" is not an object");
  const std::string mode = text_member(body, "mode");
  if (mode.empty() || is_true(body, "disabled")) return Body(NoBody());
  static const json::Value kNothing;
  const json::Value* content = json::find(body, mode);
  if (content == nullptr) content = &kNothing;
  if (mode == "urlencoded") return Body(read_urlencoded(*content));
  if (mode == "formdata") return Body(read_form(*content, place));
  if (mode == "file") return Body(read_file_body(*content, place));
  if (mode == "graphql") return content->is_object() ? Body(read_graphql(*content)) : Body(NoBody());
  if (mode != "raw")
    place.warn(fmt::format("body mode \"{}\" is not known; the body is sent as raw text", mode));
  return Body(read_raw(body));
}

}  // namespace coffer::postman
