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

}  // namespace coffer::report
