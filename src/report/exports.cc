#include "report/exports.h"

#include "report/newman_json.h"
#include "report/redacted_json.h"

namespace coffer::report {
namespace {

std::string finish(json::Object document, std::string_view scope, const ExportParts& parts) {
  if (!document.contains("name")) document["name"] = scope;
  document["_postman_variable_scope"] = scope;
  document["_postman_exported_at"] = iso_date(parts.clock->now());
  document["_postman_exported_using"] = parts.exported_using;
  return json::dump_pretty(redacted(document, *parts.redactor)) + "\n";
}

}  // namespace

std::string variables_export(const postman::VariableFile& file, std::string_view scope,
                             const ExportParts& parts) {
  json::Object document = variables_json(file, true, *parts.random);
  return finish(std::move(document), scope, parts);
}

std::string collection_export(const postman::Collection& collection, const ExportParts& parts) {
  json::Value document = export_collection(collection, *parts.random).document;
  return finish(document.is_object() ? std::move(document.as_object()) : json::Object(), "collection", parts);
}

}  // namespace coffer::report
