#include "aws/secret_value_json.h"

#include "aws/times.h"
#include "base/encoding.h"
#include "base/locked_memory.h"

namespace coffer::aws {

std::vector<std::string> strings_in(const json::Value* array) {
  std::vector<std::string> strings;
  if (array == nullptr || !array->is_array()) return strings;
  for (const json::Value& item : array->get_array()) {
    if (item.is_string()) strings.emplace_back(json::view(item.get_string()));
  }
  return strings;
}

Result<SecretValue> read_secret_value(const json::Value& value, const CallContext& context) {
  SecretValue read;
  read.arn = json::find_string(value, "ARN").value_or("");
  read.name = json::find_string(value, "Name").value_or("");
  read.version_id = json::find_string(value, "VersionId").value_or("");
  read.stages = strings_in(json::find(value, "VersionStages"));
  if (const auto created = json::find_number(value, "CreatedDate"))
    read.created = from_epoch_seconds(*created);
  if (const auto string = json::find_string(value, "SecretString")) {
    read.value = Secret(*string);
    return read;
  }
  const auto binary = json::find_string(value, "SecretBinary");
  if (!binary) return malformed_answer(context, "it has neither SecretString nor SecretBinary");
  auto bytes = base64_decode(*binary);
  if (!bytes) return malformed_answer(context, "SecretBinary is not base64");
  read.value = Secret(*bytes);
  wipe(bytes->data(), bytes->size());
  read.binary = true;
  return read;
}

}  // namespace coffer::aws
