#include "report/redacted_json.h"

namespace coffer::report {

json::Value redacted(const json::Value& value, const secrets::Redactor& redactor) {
  if (value.is_string()) return json::Value(redactor.redact(json::view(value.as_string())));
  if (const auto* array = value.if_array()) {
    json::Array copy;
    copy.reserve(array->size());
    for (const auto& element : *array) copy.push_back(redacted(element, redactor));
    return copy;
  }
  const auto* object = value.if_object();
  if (object == nullptr) return value;
  json::Object copy;
  for (const auto& [key, member] : *object)
    copy[redactor.redact(std::string_view(key.data(), key.size()))] = redacted(member, redactor);
  return copy;
}

std::string redacted_json(std::string text, const secrets::Redactor& redactor) {
  std::string plain = redactor.redact(text);
  if (plain == text) return text;
  const auto document = json::parse(text);
  return document ? json::dump_pretty(redacted(*document, redactor)) : plain;
}

}  // namespace coffer::report
