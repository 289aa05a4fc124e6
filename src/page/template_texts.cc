#include "page/template_texts.h"

#include <fmt/format.h>

namespace coffer::page {
namespace {

using postman::KeyValue;

class Collector {
 public:
  void add(std::string where, std::string text) {
    if (!text.empty()) texts_.push_back({std::move(where), std::move(text)});
  }
  void add(const std::string& where, const KeyValue& pair) {
    if (!pair.enabled) return;
    add(where, pair.key);
    add(where, pair.value);
  }

  void operator()(const postman::NoBody&) {}
  void operator()(const postman::RawBody& body) { add("body", body.text); }
  void operator()(const postman::FileBody& body) { add("body", body.path); }
  void operator()(const postman::UrlencodedBody& body) {
    for (const KeyValue& field : body.fields) add("body", field);
  }
  void operator()(const postman::GraphqlBody& body) {
    for (const std::string& text : {body.query, body.variables, body.operation_name}) add("body", text);
  }
  void operator()(const postman::FormBody& body) {
    for (const postman::FormField& field : body.fields) {
      if (!field.enabled) continue;
      for (const std::string& text : {field.key, field.value, field.content_type, field.file_name})
        add("body", text);
      for (const std::string& file : field.files) add("body", file);
    }
  }

  std::vector<TemplateText> take() { return std::move(texts_); }

 private:
  std::vector<TemplateText> texts_;
};

}  // namespace

std::vector<TemplateText> template_texts(const postman::PlacedItem& item) {
  Collector collector;
  const postman::RequestTemplate& request = item.item->request;
  collector.add("method", request.method);
  collector.add("url", request.url.raw);
  for (const KeyValue& variable : request.url.path_variables) collector.add("url", variable.value);
  for (const KeyValue& header : request.headers) collector.add(fmt::format("header {}", header.key), header);
  std::visit(collector, request.body);
  if (const postman::Auth* auth = item.effective_auth())
    for (const auto& [name, value] : auth->params) collector.add(fmt::format("auth {}", name), value);
  return collector.take();
}

}  // namespace coffer::page
