// Shared by the reading and the writing half of Secrets Manager.
#pragma once

#include "demo/service.h"

namespace coffer::demo::secrets_manager {

std::unexpected<ServiceError> fail(std::string code, std::string message);
std::unexpected<ServiceError> marked_for_deletion();

// ValidationException where it is missing or empty.
std::expected<std::string, ServiceError> require_text(const json::Value& parameters, std::string_view member);

// The secret that SecretId names, if the caller may do `action` on it. Authorisation comes before existence,
// as at AWS.
std::expected<SecretRecord*, ServiceError> allowed_secret(const Call& call, const json::Value& parameters,
                                                          std::string_view action, Context extra = {});
// For actions that name no secret.
std::expected<void, ServiceError> allowed_on_account(const Call& call, std::string_view action);

// DescribeSecret's answer and ListSecrets' entries; they differ in the name of the map of versions.
json::Object description_of(const SecretRecord& secret, std::string_view versions_member);

JsonOutcome create_secret(const Call& call, const json::Value& parameters);
JsonOutcome put_secret_value(const Call& call, const json::Value& parameters);
JsonOutcome delete_secret(const Call& call, const json::Value& parameters);
JsonOutcome restore_secret(const Call& call, const json::Value& parameters);

}  // namespace coffer::demo::secrets_manager
