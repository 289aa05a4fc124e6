// Secrets Manager's JSON, as far as GetSecretValue and BatchGetSecretValue share it.
#pragma once

#include <string>
#include <vector>

#include "aws/call.h"
#include "aws/secrets_manager.h"
#include "json/json.h"

namespace coffer::aws {

// ARN, Name, VersionId, VersionStages, CreatedDate, SecretString or SecretBinary.
Result<SecretValue> read_secret_value(const json::Value& value, const CallContext& context);

// The strings of an array; empty where `array` is null or no array.
std::vector<std::string> strings_in(const json::Value* array);

}  // namespace coffer::aws
