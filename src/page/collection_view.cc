#include "page/collection_view.h"

namespace coffer::page {
namespace {

std::string text_of(const json::Value& node, std::string_view member) {
  return std::string(json::find_string(node, member).value_or(""));
}

// Of a request; its URL may be a text or an object with the text in "raw".
void add_request(json::Object& view, const json::Value& node) {
  const json::Value* request = json::find(node, "request");
  if (request == nullptr) return;
  const json::Value* url = request->is_string() ? request : json::find(*request, "url");
  const auto method = json::find_string(*request, "method");
  view["method"] = std::string(method.value_or("GET"));
  if (url == nullptr) return;
  view["url"] = url->is_string() ? std::string(json::view(url->get_string())) : text_of(*url, "raw");
}

json::Array children_json(const json::Value& node, const std::string& at) {
  json::Array children;
  const json::Array* items = json::find_array(node, "item");
  if (items == nullptr) return children;
  for (size_t i = 0; i < items->size(); ++i) {
    const json::Value& item = (*items)[i];
    const std::string place = (at.empty() ? "" : at + ".") + std::to_string(i);
    const bool folder = is_folder(item);
    json::Object view{
        {"at", place}, {"kind", folder ? "folder" : "request"}, {"name", text_of(item, "name")}};
    if (folder)
      view["children"] = children_json(item, place);
    else
      add_request(view, item);
    children.push_back(std::move(view));
  }
  return children;
}

// The nodes from the collection down to what stands at `at`, without that.
std::vector<const json::Value*> nodes_above(const json::Value& collection, const ItemPath& at) {
  std::vector<const json::Value*> above;
  for (size_t depth = 0; depth < at.size(); ++depth) {
    const auto node = node_at(collection, ItemPath(at.begin(), at.begin() + static_cast<ptrdiff_t>(depth)));
    if (node) above.push_back(*node);
  }
  return above;
}

std::string name_of(const json::Value& node) {
  const json::Value* info = json::find(node, "info");
  return text_of(info != nullptr ? *info : node, "name");
}

}  // namespace

json::Array tree_json(const json::Value& collection) { return children_json(collection, ""); }

json::Object inherited_auth_json(const json::Value& collection, const ItemPath& at) {
  const auto above = nodes_above(collection, at);
  for (auto node = above.rbegin(); node != above.rend(); ++node) {
    const json::Value* auth = json::find(**node, "auth");
    if (auth != nullptr && auth->is_object())
      return {{"type", text_of(*auth, "type")}, {"from", name_of(**node)}};
  }
  return {};
}

json::Array folders_json(const json::Value& collection, const ItemPath& at) {
  json::Array names;
  for (const json::Value* node : nodes_above(collection, at))
    if (node != &collection) names.emplace_back(name_of(*node));
  return names;
}

json::Array variables_json(const std::vector<postman::Variable>& variables) {
  json::Array all;
  for (const postman::Variable& each : variables)
    all.push_back(json::Object{{"key", each.key}, {"value", each.value}, {"enabled", each.enabled}});
  return all;
}

}  // namespace coffer::page
