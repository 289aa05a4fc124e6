// Secrets Manager: what the AWS CLI needs to make, change and remove secrets. Coffer itself never calls
// these.
#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"
#include "demo/digest.h"
#include "demo/secrets_manager_common.h"
#include "demo/times.h"

namespace coffer::demo::secrets_manager {
namespace {

constexpr size_t kValueLimit = 65536;  // bytes, Secrets Manager's quota

bool is_valid_name(std::string_view name) {
  return name.size() <= 512 && std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  std::string_view("/_+=.@-!").contains(c);
         });
}

// The new version's value and ID; without a value it has neither text nor binary.
std::expected<SecretVersion, ServiceError> read_version(const Call& call, const json::Value& parameters) {
  SecretVersion version;
  version.id = json::find_string(parameters, "ClientRequestToken").value_or("");
  if (version.id.empty()) version.id = random_uuid();
  if (version.id.size() < 32 || version.id.size() > 64) {
    return fail("InvalidParameterException",
                "You must provide a ClientRequestToken value of 32 to 64 characters.");
  }
  version.created = call.now;
  if (const auto text = json::find_string(parameters, "SecretString")) version.text = *text;
  if (const auto binary = json::find_string(parameters, "SecretBinary")) {
    version.binary = base64_decode(*binary);
    if (!version.binary) return fail("SerializationException", "SecretBinary is not base64");
  }
  if (version.text && version.binary) {
    return fail("InvalidParameterException",
                "You can't specify both a binary secret value and a string secret value in the same secret.");
  }
  const size_t size = version.text ? version.text->size() : version.binary.value_or("").size();
  if (size > kValueLimit) {
    return std::unexpected(validation_error(Service::kSecretsManager, "[hidden]",
                                            version.text ? "secretString" : "secretBinary",
                                            "have length less than or equal to 65536"));
  }
  return version;
}

json::Object names_of(const SecretRecord& secret) { return {{"ARN", secret.arn}, {"Name", secret.name}}; }

std::vector<std::string> read_stages(const json::Value& parameters) {
  std::vector<std::string> stages;
  if (const auto* list = json::find_array(parameters, "VersionStages")) {
    for (const auto& stage : *list) {
      if (stage.is_string()) stages.emplace_back(json::view(stage.get_string()));
    }
  }
  if (stages.empty()) stages.emplace_back(kCurrentStage);
  return stages;
}

}  // namespace

JsonOutcome create_secret(const Call& call, const json::Value& parameters) {
  const auto name = require_text(parameters, "Name");
  if (!name) return std::unexpected(name.error());
  if (!is_valid_name(*name)) {
    return fail("ValidationException",
                "Invalid name. Must be a valid name containing alphanumeric characters, or any of the "
                "following: -/_+=.@!");
  }
  const Principal& self = *call.caller.principal;
  SecretRecord secret;
  secret.account = self.account;
  secret.region = call.caller.region;
  secret.name = *name;
  const std::string stem = fmt::format("arn:{}:secretsmanager:{}:{}:secret:{}", self.partition, secret.region,
                                       self.account, *name);
  secret.arn = stem + "-" + random_id("", 6);
  const Access access{"secretsmanager:CreateSecret", stem, self.account};
  if (const auto reason = refusal(call.caller, access, call.now); !reason.empty()) {
    return std::unexpected(
        access_denied(Service::kSecretsManager, call.caller, access.action, *name, reason));
  }
  if (const auto* existing = call.state.find_secret(*name, self.account, secret.region)) {
    if (!existing->deleted) {
      return fail("ResourceExistsException",
                  fmt::format("The operation failed because the secret {} already exists.", *name));
    }
    return fail("InvalidRequestException",
                "You can't create this secret because a secret with this name is already "
                "scheduled for deletion.");
  }
  auto version = read_version(call, parameters);
  if (!version) return std::unexpected(version.error());
  secret.description = json::find_string(parameters, "Description").value_or("");
  if (const auto* tags = json::find_array(parameters, "Tags")) secret.tags = *tags;
  secret.created = secret.changed = call.now;
  json::Object answer = names_of(secret);
  if (version->text || version->binary) {
    answer["VersionId"] = version->id;
    secret.put_version(std::move(*version), {std::string(kCurrentStage)});
  }
  call.state.secrets.push_back(std::move(secret));
  return answer;
}

JsonOutcome put_secret_value(const Call& call, const json::Value& parameters) {
  const auto found = allowed_secret(call, parameters, "PutSecretValue");
  if (!found) return std::unexpected(found.error());
  SecretRecord& secret = **found;
  if (secret.deleted) return marked_for_deletion();
  auto version = read_version(call, parameters);
  if (!version) return std::unexpected(version.error());
  if (!version->text && !version->binary) {
    return fail("InvalidRequestException", "You must provide either SecretString or SecretBinary.");
  }
  const auto stages = read_stages(parameters);
  const std::string id = version->id;
  if (const auto* existing = secret.find_version(id)) {
    if (existing->text != version->text || existing->binary != version->binary) {
      return fail("ResourceExistsException",
                  fmt::format("You can't modify an existing version. Version {} already exists.", id));
    }
  } else {
    secret.put_version(std::move(*version), stages);
  }
  json::Object answer = names_of(secret);
  answer["VersionId"] = id;
  json::Array names;
  for (const auto& stage : stages) names.emplace_back(stage);
  answer["VersionStages"] = std::move(names);
  return answer;
}

JsonOutcome delete_secret(const Call& call, const json::Value& parameters) {
  const auto found = allowed_secret(call, parameters, "DeleteSecret");
  if (!found) return std::unexpected(found.error());
  SecretRecord& secret = **found;
  const bool at_once = json::find_bool(parameters, "ForceDeleteWithoutRecovery").value_or(false);
  const auto days = json::find_number(parameters, "RecoveryWindowInDays");
  if (at_once && days) {
    return fail("InvalidParameterException",
                "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
  }
  if (days && (*days < 7 || *days > 30)) {
    return fail("InvalidParameterException",
                "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
  }
  if (secret.deleted && !at_once) return marked_for_deletion();
  json::Object answer = names_of(secret);
  secret.recovery_days = static_cast<int>(days.value_or(30));
  const auto due = at_once ? call.now : call.now + std::chrono::days(secret.recovery_days);
  answer["DeletionDate"] = epoch_seconds(due);
  if (at_once) {
    std::erase_if(call.state.secrets, [&](const SecretRecord& one) { return &one == &secret; });
  } else {
    secret.deleted = call.now;
  }
  return answer;
}

JsonOutcome restore_secret(const Call& call, const json::Value& parameters) {
  const auto found = allowed_secret(call, parameters, "RestoreSecret");
  if (!found) return std::unexpected(found.error());
  (*found)->deleted.reset();
  return names_of(**found);
}

}  // namespace coffer::demo::secrets_manager
