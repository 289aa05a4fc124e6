#include "report/newman_json.h"

#include <algorithm>

#include "base/encoding.h"
#include "postman/request_json.h"
#include "report/newman_scripts.h"
#include "runner/sent_request.h"

namespace coffer::report {
namespace {

json::Array lines_json(std::string_view text) {
  json::Array lines;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.emplace_back(line);
    at = end + 1;
  }
  return lines;
}

json::Array headers_json(const http::Headers& headers) {
  json::Array items;
  for (const auto& header : headers)
    items.push_back(json::Object{{"key", header.name}, {"value", header.value}});
  return items;
}

double milliseconds(std::chrono::microseconds duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

json::Object hop_json(const runner::Exchange& exchange) {
  json::Object hop{{"method", exchange.method},
                   {"url", exchange.url},
                   {"code", exchange.status},
                   {"responseTime", milliseconds(exchange.timings.total)}};
  if (exchange.note) hop["note"] = *exchange.note;
  return hop;
}

json::Array strings_json(const std::vector<std::string>& texts) {
  json::Array items;
  for (const auto& text : texts) items.emplace_back(text);
  return items;
}

// A list of variables, each of a type.
void complete_variables(json::Object& owner) {
  json::Value& variables = owner["variable"];
  if (!variables.is_array()) variables = json::Array();
  for (json::Value& variable : variables.as_array()) {
    if (variable.is_object() && !variable.as_object().contains("type")) variable.as_object()["type"] = "any";
  }
}

// A request written as a text alone, or its URL so, becomes the object that Newman makes of it.
void normalise_request(json::Object& item) {
  json::Value& request = item["request"];
  if (request.is_string()) request = json::Object{{"url", request.as_string()}, {"method", "GET"}};
  if (!request.is_object()) return;
  if (!request.as_object().contains("method")) request.as_object()["method"] = "GET";
  json::Value& url = request.as_object()["url"];
  if (url.is_string()) url = postman::url_json(json::view(url.as_string()));
  if (!url.is_object()) return;
  url.as_object().erase("raw");
  if (!url.as_object().contains("query")) url.as_object()["query"] = json::Array();
  complete_variables(url.as_object());
}

// Scripts as Newman exports them: each with an id and a type, its source a list of lines.
void normalise_scripts(json::Object& owner, crypto::Random& random) {
  json::Value* events = owner.if_contains("event");
  if (events == nullptr || !events->is_array()) return;
  for (json::Value& event : events->as_array()) {
    json::Object* object = event.if_object();
    json::Value* script = object != nullptr ? object->if_contains("script") : nullptr;
    if (script == nullptr) continue;
    if (script->is_string() || script->is_array()) *script = json::Object{{"exec", *script}};
    if (!script->is_object()) continue;
    json::Object& members = script->as_object();
    if (!members.contains("id")) members["id"] = random.uuid();
    if (!members.contains("type")) members["type"] = "text/javascript";
    if (json::Value* exec = members.if_contains("exec"); exec != nullptr && exec->is_string())
      *exec = lines_json(json::view(exec->as_string()));
  }
}

class CollectionWalk {
 public:
  CollectionWalk(CollectionExport& out, crypto::Random& random) : out_(out), random_(random) {}

  // The document's items and the model's are the same tree, in the same order.
  void walk(json::Value& document, const postman::Folder& folder) {
    json::Object* object = document.if_object();
    json::Value* member = object != nullptr ? object->if_contains("item") : nullptr;
    json::Array* items = member != nullptr ? member->if_array() : nullptr;
    for (size_t i = 0; i < folder.children.size(); ++i) {
      json::Value* source = items != nullptr && i < items->size() ? &(*items)[i] : nullptr;
      if (source == nullptr || !source->is_object()) continue;
      std::visit([&](const auto& node) { visit(*source, node); }, folder.children[i]);
    }
  }

 private:
  void visit(json::Value& source, const postman::Item& item) {
    complete(source.as_object(), item.id);
    normalise_request(source.as_object());
    out_.items[&item] = &source;
  }
  void visit(json::Value& source, const std::unique_ptr<postman::Folder>& folder) {
    complete(source.as_object(), folder->id);
    walk(source, *folder);
  }
  void complete(json::Object& object, const std::string& id) {
    if (!object.contains("id")) object["id"] = id.empty() ? random_.uuid() : id;
    for (const char* member : {"event", "response"}) {
      if (!object.contains(member) && !(object.contains("item") && std::string_view(member) == "response"))
        object[member] = json::Array();
    }
    normalise_scripts(object, random_);
  }

  CollectionExport& out_;
  crypto::Random& random_;
};

json::Object variable_json(const json::Value& variable) {
  const std::string_view type = json::find_string(variable, "type").value_or("any");
  json::Object object{{"type", type}};
  if (const json::Value* value = json::find(variable, "value"))
    object["value"] = type == "secret" ? json::Value("") : *value;
  object["key"] = json::find_string(variable, "key").value_or("");
  if (json::find_bool(variable, "disabled").value_or(false)) object["disabled"] = true;
  return object;
}

}  // namespace

json::Object request_json(const runner::ItemResult& result) {
  if (result.prepared != nullptr) return runner::sent_request(result);
  const auto& request = result.item->item->request;
  return {{"url", postman::url_json(request.url.raw)}, {"header", json::Array()}, {"method", request.method}};
}

json::Object response_json(const runner::ItemResult& result, std::string id) {
  const runner::Exchange& last = result.exchanges.back();
  json::Array bytes;
  bytes.reserve(result.response_body.size());
  for (const char byte : result.response_body) bytes.emplace_back(static_cast<unsigned char>(byte));
  return {{"id", std::move(id)},
          {"status", last.reason},
          {"code", last.status},
          {"header", headers_json(last.response_headers)},
          {"stream", json::Object{{"type", "Buffer"}, {"data", std::move(bytes)}}},
          {"cookie", json::Array()},
          {"responseTime", static_cast<int64_t>(milliseconds(last.timings.total))},
          {"responseSize", last.response_size}};
}

json::Object cursor_json(const runner::ItemResult& result, std::string request_id) {
  const bool first = result.position == 0 && result.iteration == 0;
  return {{"position", result.position},
          {"iteration", result.iteration},
          {"length", result.items},
          {"cycles", result.iterations},
          {"empty", false},
          {"eof", result.iteration + 1 == result.iterations && result.position + 1 == result.items},
          {"bof", first},
          {"cr", result.position == 0 && !first},
          {"ref", result.execution_id},
          {"httpRequestId", std::move(request_id)}};
}

json::Object error_json(const Error& error) {
  return {{"code", std::string(to_string(error.code))},
          {"what", error.what},
          {"mend", error.mend},
          {"field", error.field}};
}

json::Array references_json(const std::vector<runner::ResolvedReference>& references) {
  json::Array list;
  for (const auto& reference : references) {
    json::Object object{{"name", reference.name},
                        {"source", reference.source},
                        {"cached", reference.cached},
                        {"milliseconds", reference.took.count()}};
    if (!reference.snapshot.empty()) object["snapshot"] = reference.snapshot;
    list.push_back(std::move(object));
  }
  return list;
}

json::Array hops_json(const std::vector<runner::Exchange>& exchanges) {
  json::Array hops;
  for (const auto& exchange : exchanges) hops.push_back(hop_json(exchange));
  return hops;
}

json::Object coffer_json(const runner::ItemResult& result) {
  json::Object object{{"references", references_json(result.references)},
                      {"hops", hops_json(result.exchanges)},
                      {"warnings", strings_json(result.warnings)},
                      {"scripts", scripts_json(result)},
                      {"bodyCut", result.body_cut},
                      {"error", nullptr}};
  if (!result.error) return object;
  json::Object error = error_json(*result.error);
  if (result.reference_failed) error["reference"] = result.failed_reference;
  object["error"] = std::move(error);
  return object;
}

json::Object scope_json(const json::Value& scope, crypto::Random& random) {
  const auto text = [&](const char* member) { return json::find_string(scope, member).value_or(""); };
  json::Array values;
  if (const json::Array* list = json::find_array(scope, "values")) {
    for (const json::Value& variable : *list) values.push_back(variable_json(variable));
  }
  json::Object object{{"id", text("id").empty() ? random.uuid() : std::string(text("id"))}};
  if (!text("name").empty()) object["name"] = text("name");
  object["values"] = std::move(values);
  return object;
}

CollectionExport export_collection(const postman::Collection& collection, crypto::Random& random) {
  CollectionExport out;
  out.document = collection.source;
  CollectionWalk(out, random).walk(out.document, collection.root);
  json::Object* object = out.document.if_object();
  if (object == nullptr) return out;
  if (!collection.id.empty()) object->insert_or_assign("_", json::Object{{"postman_id", collection.id}});
  if (!object->contains("event")) (*object)["event"] = json::Array();
  normalise_scripts(*object, random);
  complete_variables(*object);
  return out;
}

}  // namespace coffer::report
