#include "page/file_kind.h"

#include <algorithm>

#include "json/json.h"
#include "postman/collection.h"

namespace coffer::page {
namespace {

constexpr std::string_view kSchema = "schema.getpostman.com/json/collection";
constexpr std::string_view kScope = "_postman_variable_scope";

// "Orders" of "Orders.postman_collection.json".
std::string stem_of(std::string_view file_name) {
  for (const std::string_view end :
       {".json", ".postman_collection", ".postman_environment", ".postman_globals"})
    if (file_name.ends_with(end) && file_name.size() > end.size()) file_name.remove_suffix(end.size());
  return std::string(file_name);
}

bool is_variable_list(const json::Array& list) {
  return std::ranges::all_of(
      list, [](const json::Value& each) { return json::find_string(each, "key").has_value(); });
}

// What Postman's API wraps in one member.
const json::Value* unwrapped(const json::Value* document) {
  for (const char* member : {"collection", "environment"}) {
    const json::Value* found = json::find(*document, member);
    if (found != nullptr && found->is_object()) return found;
  }
  return document;
}

bool is_collection(const json::Value& root) {
  const json::Value* info = json::find(root, "info");
  if (info == nullptr)
    return json::find_array(root, "requests") != nullptr && json::find(root, "order") != nullptr;
  return json::find_array(root, "item") != nullptr ||
         names_collection_format(json::find_string(*info, "schema").value_or(""));
}

std::optional<FileKind> kind_of(const json::Value& root) {
  if (is_collection(root)) return FileKind::kCollection;
  if (const auto* list = root.if_array(); list != nullptr && !list->empty() && is_variable_list(*list)) {
    const bool valued = std::ranges::all_of(
        *list, [](const json::Value& each) { return json::find(each, "value") != nullptr; });
    return valued ? std::optional(FileKind::kGlobals) : std::nullopt;
  }
  const json::Array* values = json::find_array(root, "values");
  if (values == nullptr || !is_variable_list(*values)) return std::nullopt;
  const auto scope = json::find_string(root, kScope);
  if (!scope && !json::find_string(root, "name")) return std::nullopt;
  return scope == "globals" ? FileKind::kGlobals : FileKind::kEnvironment;
}

std::string name_of(const json::Value& root, std::string_view file_name) {
  const json::Value* info = json::find(root, "info");
  const auto name = json::find_string(info != nullptr ? *info : root, "name");
  return name && !name->empty() ? std::string(*name) : stem_of(file_name);
}

}  // namespace

std::string_view to_string(FileKind kind) {
  switch (kind) {
    case FileKind::kCollection:
      return "collection";
    case FileKind::kEnvironment:
      return "environment";
    case FileKind::kGlobals:
      return "globals";
  }
  return "";
}

bool names_collection_format(std::string_view text) { return text.find(kSchema) != std::string_view::npos; }

std::optional<KnownFile> known_by_name(std::string_view file_name, std::string problem) {
  const auto named = [&](std::string_view part) { return file_name.find(part) != std::string_view::npos; };
  const std::string stem = stem_of(file_name);
  if (named(".postman_collection.")) return KnownFile{FileKind::kCollection, stem, std::move(problem)};
  if (named(".postman_environment.")) return KnownFile{FileKind::kEnvironment, stem, std::move(problem)};
  if (named(".postman_globals.")) return KnownFile{FileKind::kGlobals, stem, std::move(problem)};
  return std::nullopt;
}

std::optional<KnownFile> known_file(std::string_view file_name, std::string_view text) {
  const auto document = json::parse(text);
  if (!document) {
    if (auto known = known_by_name(file_name, to_string(document.error()))) return known;
    const std::string problem = to_string(document.error());
    if (names_collection_format(text)) return KnownFile{FileKind::kCollection, stem_of(file_name), problem};
    if (text.find(kScope) != std::string_view::npos)
      return KnownFile{FileKind::kEnvironment, stem_of(file_name), problem};
    return std::nullopt;
  }
  const json::Value& root = *unwrapped(&*document);
  const auto kind = kind_of(root);
  if (!kind) return std::nullopt;
  KnownFile known{*kind, name_of(root, file_name), ""};
  if (kind == FileKind::kCollection) {
    const auto parsed = postman::parse_collection(text);
    if (!parsed) known.problem = to_string(parsed.error());
  }
  return known;
}

}  // namespace coffer::page
