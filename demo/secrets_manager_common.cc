#include "demo/secrets_manager_common.h"

#include <fmt/format.h>

#include "demo/times.h"

namespace coffer::demo::secrets_manager {

std::unexpected<ServiceError> fail(std::string code, std::string message) {
  return std::unexpected(ServiceError{400, std::move(code), std::move(message)});
}

std::unexpected<ServiceError> marked_for_deletion() {
  return fail("InvalidRequestException",
              "You can't perform this operation on the secret because it was marked for deletion.");
}

std::expected<std::string, ServiceError> require_text(const json::Value& parameters,
                                                      std::string_view member) {
  const auto text = json::find_string(parameters, member);
  if (text && !text->empty()) return std::string(*text);
  std::string name(member);
  name[0] = static_cast<char>(name[0] | 0x20);  // AWS names members in camelCase here
  return std::unexpected(validation_error(Service::kSecretsManager, text.value_or("null"), name,
                                          text ? "have length greater than or equal to 1" : "not be null"));
}

std::expected<SecretRecord*, ServiceError> allowed_secret(const Call& call, const json::Value& parameters,
                                                          std::string_view action, Context extra) {
  const auto id = require_text(parameters, "SecretId");
  if (!id) return std::unexpected(id.error());
  const Principal& self = *call.caller.principal;
  SecretRecord* secret = call.state.find_secret(*id, self.account, call.caller.region);
  Access access;
  access.action = fmt::format("secretsmanager:{}", action);
  access.resource_account = self.account;
  access.extra = std::move(extra);
  access.extra["secretsmanager:secretid"] = *id;
  if (secret) {
    access.resource = secret->arn;
    access.resource_account = secret->account;
    if (secret->resource_policy) access.resource_policy = &*secret->resource_policy;
  } else {
    access.resource = id->starts_with("arn:")
                          ? *id
                          : fmt::format("arn:{}:secretsmanager:{}:{}:secret:{}", self.partition,
                                        call.caller.region, self.account, *id);
  }
  if (const auto reason = refusal(call.caller, access, call.now); !reason.empty()) {
    return std::unexpected(access_denied(Service::kSecretsManager, call.caller, access.action, *id, reason));
  }
  if (!secret) return fail("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  return secret;
}

std::expected<void, ServiceError> allowed_on_account(const Call& call, std::string_view action) {
  const Access access{fmt::format("secretsmanager:{}", action), "*", call.caller.principal->account};
  if (const auto reason = refusal(call.caller, access, call.now); !reason.empty()) {
    return std::unexpected(access_denied(Service::kSecretsManager, call.caller, access.action, "", reason));
  }
  return {};
}

json::Object description_of(const SecretRecord& secret, std::string_view versions_member) {
  json::Object versions;
  for (const auto& version : secret.versions) {
    if (version.stages.empty()) continue;
    json::Array stages;
    for (const auto& stage : version.stages) stages.emplace_back(stage);
    versions[version.id] = std::move(stages);
  }
  json::Object answer = {{"ARN", secret.arn}, {"Name", secret.name}};
  if (!secret.description.empty()) answer["Description"] = secret.description;
  answer["LastChangedDate"] = epoch_seconds(secret.changed);
  if (secret.deleted) answer["DeletedDate"] = epoch_seconds(*secret.deleted);
  answer["Tags"] = secret.tags;
  answer[versions_member] = std::move(versions);
  answer["CreatedDate"] = epoch_seconds(secret.created);
  return answer;
}

}  // namespace coffer::demo::secrets_manager
