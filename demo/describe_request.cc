#include <fmt/format.h>

#include "base/encoding.h"
#include "demo/echo.h"

namespace coffer::demo {
namespace {

// A name that comes twice has a list of values, as in postman-echo.
void add(json::Object& object, const std::string& name, const std::string& value) {
  const auto found = object.find(name);
  if (found == object.end()) {
    object[name] = value;
  } else if (found->value().is_array()) {
    found->value().get_array().emplace_back(value);
  } else {
    json::Array both;
    both.push_back(std::move(found->value()));
    both.emplace_back(value);
    found->value() = std::move(both);
  }
}

json::Object object_of(const Pairs& pairs) {
  json::Object object;
  for (const auto& pair : pairs) add(object, pair.name, pair.value);
  return object;
}

void describe_multipart(json::Object& answer, std::string_view type, const std::string& body) {
  json::Object form, files;
  for (auto& part : parse_multipart(type, body)) {
    if (!part.is_file) {
      add(form, part.name, part.content);
    } else {
      const std::string content_type =
          part.content_type.empty() ? "application/octet-stream" : part.content_type;
      add(files, part.file_name, fmt::format("data:{};base64,{}", content_type, base64_encode(part.content)));
    }
  }
  answer["form"] = std::move(form);
  answer["files"] = std::move(files);
}

void describe_body(json::Object& answer, const HttpRequest& request) {
  const auto* header = find_header(request.headers, "Content-Type");
  const std::string type = to_lower(header ? *header : "");
  answer["data"] = nullptr;
  answer["json"] = nullptr;
  answer["form"] = json::Object();
  answer["files"] = json::Object();
  answer["bytes"] = request.body_size;
  if (!request.body_sha256.empty()) {  // too large to send back
    answer["sha256"] = request.body_sha256;
    return;
  }
  if (request.body.empty()) return;
  if (type.starts_with("multipart/form-data")) return describe_multipart(answer, *header, request.body);
  if (type.starts_with("application/x-www-form-urlencoded")) {
    answer["form"] = object_of(parse_query(request.body, Plus::kIsSpace));
  }
  if (is_utf8(request.body)) {
    answer["data"] = request.body;
  } else {
    answer["data_base64"] = base64_encode(request.body);
  }
  if (type.contains("json")) {
    if (auto parsed = json::parse(request.body)) answer["json"] = std::move(*parsed);
  }
}

}  // namespace

json::Object describe_request(const HttpRequest& request) {
  const auto* host = find_header(request.headers, "Host");
  json::Object answer = {{"method", request.method},
                         {"url", fmt::format("http://{}{}", host ? *host : "", request.target)},
                         {"path", request.path()},
                         {"args", object_of(parse_query(request.query(), Plus::kIsSpace))}};
  json::Array headers;
  for (const auto& header : request.headers) headers.push_back(json::Array{header.name, header.value});
  answer["headers"] = std::move(headers);
  describe_body(answer, request);
  answer["origin"] = request.remote;
  return answer;
}

}  // namespace coffer::demo
