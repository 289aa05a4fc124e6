#include <algorithm>

#include "postman/request_builder.h"
#include "postman/template_url.h"
#include "secrets/reference.h"

namespace coffer::postman {
namespace {

// Collects each reference once at each place.
class Collector {
 public:
  void add(std::string_view text, const std::string& where) {
    for (const auto& reference : secrets::find_references(text)) {
      const auto known = std::ranges::find_if(
          uses_, [&](const auto& use) { return use.name == reference.name && use.where == where; });
      if (known == uses_.end()) uses_.push_back({reference.name, where});
    }
  }
  void operator()(const NoBody&) {}
  void operator()(const RawBody& body) { add(body.text, "body"); }
  void operator()(const UrlencodedBody& body) {
    for (const KeyValue& field : body.fields) add(field.key, "body"), add(field.value, "body");
  }
  void operator()(const FormBody& body) {
    for (const FormField& field : body.fields) {
      for (const std::string& text : {field.key, field.value, field.content_type, field.file_name})
        add(text, "body");
      for (const std::string& file : field.files) add(file, "body");
    }
  }
  void operator()(const FileBody& body) { add(body.path, "body"); }
  void operator()(const GraphqlBody& body) {
    for (const std::string& text : {body.query, body.variables, body.operation_name}) add(text, "body");
  }
  std::vector<PreparedRequest::Use> take() { return std::move(uses_); }

 private:
  std::vector<PreparedRequest::Use> uses_;
};

}  // namespace

std::vector<PreparedRequest::Use> PreparedRequest::places() const {
  Collector collector;
  // The host first: whoever asks has to know whether the origin hangs on a secret.
  const Authority span = find_authority(url);
  const std::string_view whole = url;
  collector.add(whole.substr(span.host_begin, span.end - span.host_begin), "url host");
  collector.add(method, "method");
  collector.add(whole.substr(0, span.host_begin), "url");
  collector.add(whole.substr(span.end), "url");
  for (const KeyValue& header : headers) {
    collector.add(header.key, "header " + header.key);
    collector.add(header.value, "header " + header.key);
  }
  if (auth) {
    for (const auto& [name, value] : auth->params) collector.add(value, "auth " + name);
  }
  std::visit(collector, body);
  return collector.take();
}

std::vector<PreparedRequest::Use> PreparedRequest::references() const {
  std::vector<Use> each_once;
  for (Use& use : places()) {
    if (std::ranges::find(each_once, use.name, &Use::name) == each_once.end())
      each_once.push_back(std::move(use));
  }
  return each_once;
}

}  // namespace coffer::postman
