// Secrets Manager: reading. What changes secrets is in secrets_manager_write.cc.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/encoding.h"
#include "demo/secrets_manager_common.h"
#include "demo/times.h"

namespace coffer::demo {

using secrets_manager::allowed_secret;
using secrets_manager::fail;

namespace {

constexpr size_t kBatchLimit = 20;

json::Array stages_of(const SecretVersion& version) {
  json::Array stages;
  for (const auto& stage : version.stages) stages.emplace_back(stage);
  return stages;
}

// The version asked for, by ID, by stage, or both.
std::expected<const SecretVersion*, ServiceError> pick_version(SecretRecord& secret,
                                                               const json::Value& parameters) {
  const auto id = json::find_string(parameters, "VersionId");
  const auto stage = json::find_string(parameters, "VersionStage");
  const std::string_view wanted = stage.value_or(kCurrentStage);
  const SecretVersion* version = id ? secret.find_version(*id) : secret.find_stage(wanted);
  if (!version) {
    return fail("ResourceNotFoundException",
                fmt::format("Secrets Manager can't find the specified secret value for {}: {}",
                            id ? "VersionId" : "staging label", id.value_or(wanted)));
  }
  if (id && stage && !version->has_stage(*stage)) {
    return fail("InvalidRequestException",
                "You provided a VersionStage that is not associated to the provided VersionId.");
  }
  return version;
}

JsonOutcome value_of(SecretRecord& secret, const json::Value& parameters) {
  if (secret.deleted) return secrets_manager::marked_for_deletion();
  const auto version = pick_version(secret, parameters);
  if (!version) return std::unexpected(version.error());
  if (secret.kms_denied) return fail("AccessDeniedException", "Access to KMS is not allowed");
  json::Object answer = {{"ARN", secret.arn}, {"Name", secret.name}, {"VersionId", (*version)->id}};
  if ((*version)->binary) answer["SecretBinary"] = base64_encode(*(*version)->binary);
  if ((*version)->text) answer["SecretString"] = *(*version)->text;
  answer["VersionStages"] = stages_of(**version);
  answer["CreatedDate"] = epoch_seconds((*version)->created);
  return answer;
}

Context version_context(const json::Value& parameters) {
  Context context;
  if (const auto id = json::find_string(parameters, "VersionId")) context["secretsmanager:versionid"] = *id;
  if (const auto stage = json::find_string(parameters, "VersionStage"))
    context["secretsmanager:versionstage"] = *stage;
  return context;
}

JsonOutcome get_secret_value(const Call& call, const json::Value& parameters) {
  const auto secret = allowed_secret(call, parameters, "GetSecretValue", version_context(parameters));
  if (!secret) return std::unexpected(secret.error());
  return value_of(**secret, parameters);
}

JsonOutcome describe_secret(const Call& call, const json::Value& parameters) {
  const auto found = allowed_secret(call, parameters, "DescribeSecret");
  if (!found) return std::unexpected(found.error());
  return secrets_manager::description_of(**found, "VersionIdsToStages");
}

// Filters by name and description: a value matches the beginning of the name, or a word of the description.
bool passes(const SecretRecord& secret, const json::Array& filters) {
  return std::all_of(filters.begin(), filters.end(), [&](const json::Value& filter) {
    const auto key = json::find_string(filter, "Key").value_or("");
    const auto* values = json::find_array(filter, "Values");
    return values && std::any_of(values->begin(), values->end(), [&](const json::Value& value) {
             if (!value.is_string()) return false;
             const auto text = json::view(value.get_string());
             if (key == "description") return to_lower(secret.description).contains(to_lower(text));
             return secret.name.starts_with(text);
           });
  });
}

std::expected<json::Array, ServiceError> read_filters(const json::Value& parameters) {
  const auto* filters = json::find_array(parameters, "Filters");
  if (!filters) return json::Array();
  for (const auto& filter : *filters) {
    const auto key = json::find_string(filter, "Key").value_or("");
    if (key != "name" && key != "description") {
      return fail("InvalidParameterException",
                  fmt::format("The stand-in filters by name and description only, not by '{}'.", key));
    }
  }
  return *filters;
}

struct Page {
  size_t begin, end;
  std::optional<std::string> next;
};

std::expected<Page, ServiceError> page_of(const json::Value& parameters, size_t count, size_t fallback) {
  const auto asked = json::find_number(parameters, "MaxResults");
  if (asked && (*asked < 1 || *asked > 100)) {
    return std::unexpected(validation_error(
        Service::kSecretsManager, fmt::format("{}", *asked), "maxResults",
        *asked < 1 ? "have value greater than or equal to 1" : "have value less than or equal to 100"));
  }
  size_t begin = 0;
  if (const auto token = json::find_string(parameters, "NextToken")) {
    const auto decoded = base64_decode(*token).value_or("");
    const auto [end, error] = std::from_chars(decoded.data(), decoded.data() + decoded.size(), begin);
    if (error != std::errc() || end != decoded.data() + decoded.size() || begin > count) {
      return fail("InvalidNextTokenException", "The NextToken value is invalid.");
    }
  }
  const size_t size = asked ? static_cast<size_t>(*asked) : fallback;
  const size_t end = std::min(count, begin + size);
  return Page{begin, end, end < count ? std::optional(base64_encode(std::to_string(end))) : std::nullopt};
}

std::vector<SecretRecord*> own_secrets(const Call& call, const json::Array& filters, bool with_deleted) {
  std::vector<SecretRecord*> found;
  for (auto& secret : call.state.secrets) {
    const bool own = secret.account == call.caller.principal->account && secret.region == call.caller.region;
    if (own && (with_deleted || !secret.deleted) && passes(secret, filters)) found.push_back(&secret);
  }
  return found;
}

JsonOutcome list_secrets(const Call& call, const json::Value& parameters) {
  if (auto allowed = secrets_manager::allowed_on_account(call, "ListSecrets"); !allowed) {
    return std::unexpected(allowed.error());
  }
  const auto filters = read_filters(parameters);
  if (!filters) return std::unexpected(filters.error());
  const bool with_deleted = json::find_bool(parameters, "IncludePlannedDeletion").value_or(false);
  const auto found = own_secrets(call, *filters, with_deleted);
  const auto page = page_of(parameters, found.size(), 100);
  if (!page) return std::unexpected(page.error());
  json::Array list;
  for (size_t i = page->begin; i < page->end; ++i) {
    list.push_back(secrets_manager::description_of(*found[i], "SecretVersionsToStages"));
  }
  json::Object answer = {{"SecretList", std::move(list)}};
  if (page->next) answer["NextToken"] = *page->next;
  return answer;
}

JsonOutcome list_secret_version_ids(const Call& call, const json::Value& parameters) {
  const auto found = allowed_secret(call, parameters, "ListSecretVersionIds");
  if (!found) return std::unexpected(found.error());
  const SecretRecord& secret = **found;
  const bool deprecated = json::find_bool(parameters, "IncludeDeprecated").value_or(false);
  std::vector<const SecretVersion*> shown;
  for (const auto& version : secret.versions) {
    if (deprecated || !version.stages.empty()) shown.push_back(&version);
  }
  const auto page = page_of(parameters, shown.size(), 100);
  if (!page) return std::unexpected(page.error());
  json::Array versions;
  for (size_t i = page->begin; i < page->end; ++i) {
    versions.push_back(json::Object{{"VersionId", shown[i]->id},
                                    {"VersionStages", stages_of(*shown[i])},
                                    {"CreatedDate", epoch_seconds(shown[i]->created)}});
  }
  json::Object answer = {{"Versions", std::move(versions)}, {"ARN", secret.arn}, {"Name", secret.name}};
  if (page->next) answer["NextToken"] = *page->next;
  return answer;
}

std::expected<std::vector<std::string>, ServiceError> batch_ids(const Call& call,
                                                                const json::Value& parameters) {
  const auto* list = json::find_array(parameters, "SecretIdList");
  const bool has_filters = json::find_array(parameters, "Filters") != nullptr;
  if ((list != nullptr) == has_filters) {
    return fail("InvalidParameterException",
                list ? "Either 'SecretIdList' or 'Filters' must be provided, but not both."
                     : "Either 'SecretIdList' or 'Filters' must be provided.");
  }
  std::vector<std::string> ids;
  if (list) {
    for (const auto& item : *list) {
      if (!item.is_string()) return fail("SerializationException", "SecretIdList must hold strings");
      ids.emplace_back(json::view(item.get_string()));
    }
    if (ids.empty() || ids.size() > kBatchLimit) {
      return std::unexpected(validation_error(
          Service::kSecretsManager, json::dump(*list), "secretIdList",
          ids.empty() ? "have length greater than or equal to 1" : "have length less than or equal to 20"));
    }
    return ids;
  }
  const auto filters = read_filters(parameters);
  if (!filters) return std::unexpected(filters.error());
  if (auto allowed = secrets_manager::allowed_on_account(call, "ListSecrets"); !allowed) {
    return std::unexpected(allowed.error());
  }
  for (const auto* secret : own_secrets(call, *filters, false)) ids.push_back(secret->arn);
  return ids;
}

JsonOutcome batch_get_secret_value(const Call& call, const json::Value& parameters) {
  if (auto allowed = secrets_manager::allowed_on_account(call, "BatchGetSecretValue"); !allowed) {
    return std::unexpected(allowed.error());
  }
  const auto ids = batch_ids(call, parameters);
  if (!ids) return std::unexpected(ids.error());
  const auto page = page_of(parameters, ids->size(), kBatchLimit);
  if (!page) return std::unexpected(page.error());
  json::Array values, errors;
  for (size_t i = page->begin; i < page->end; ++i) {
    const std::string& id = (*ids)[i];
    auto value = get_secret_value(call, json::Object{{"SecretId", id}});
    if (value) {
      values.push_back(std::move(*value));
    } else {
      errors.push_back(json::Object{
          {"SecretId", id}, {"ErrorCode", value.error().code}, {"Message", value.error().message}});
    }
  }
  json::Object answer = {{"SecretValues", std::move(values)}, {"Errors", std::move(errors)}};
  if (page->next) answer["NextToken"] = *page->next;
  return answer;
}

}  // namespace

JsonOutcome call_secrets_manager(const Call& call, std::string_view action, const json::Value& parameters) {
  if (action == "GetSecretValue") return get_secret_value(call, parameters);
  if (action == "BatchGetSecretValue") return batch_get_secret_value(call, parameters);
  if (action == "DescribeSecret") return describe_secret(call, parameters);
  if (action == "ListSecrets") return list_secrets(call, parameters);
  if (action == "ListSecretVersionIds") return list_secret_version_ids(call, parameters);
  if (action == "CreateSecret") return secrets_manager::create_secret(call, parameters);
  if (action == "PutSecretValue") return secrets_manager::put_secret_value(call, parameters);
  if (action == "DeleteSecret") return secrets_manager::delete_secret(call, parameters);
  if (action == "RestoreSecret") return secrets_manager::restore_secret(call, parameters);
  return std::unexpected(ServiceError{400, "UnknownOperationException", "", true});
}

}  // namespace coffer::demo
