#include "aws/secrets_manager.h"

#include <fmt/format.h>

#include <algorithm>

#include "aws/json_call.h"
#include "aws/secret_value_json.h"
#include "aws/times.h"

namespace coffer::aws {
namespace {

using Versions = SecretVersions;

constexpr size_t kPageSize = 100;       // the most that ListSecrets and ListSecretVersionIds give
constexpr int kMaxPages = 1000;         // an account holds at most 500 000 secrets; a page may be short
constexpr size_t kMaxVersions = 10000;  // far more than AWS keeps of one secret

std::string text(const json::Value& value, std::string_view member) {
  return std::string(json::find_string(value, member).value_or(""));
}

std::optional<WallTime> time(const json::Value& value, std::string_view member) {
  const auto seconds = json::find_number(value, member);
  return seconds ? from_epoch_seconds(*seconds) : std::nullopt;
}

// VersionIdsToStages of DescribeSecret, SecretVersionsToStages of ListSecrets (moto gives both in both).
Versions versions_in(const json::Value& value) {
  Versions versions;
  const json::Object* stages = json::find_object(value, "VersionIdsToStages");
  if (stages == nullptr) stages = json::find_object(value, "SecretVersionsToStages");
  if (stages == nullptr) return versions;
  for (const auto& [id, labels] : *stages) versions.emplace_back(std::string(id), strings_in(&labels));
  return versions;
}

SecretDescription description_in(const json::Value& value) {
  return {text(value, "ARN"),         text(value, "Name"),        text(value, "Description"),
          text(value, "KmsKeyId"),    time(value, "CreatedDate"), time(value, "LastChangedDate"),
          time(value, "DeletedDate"), versions_in(value)};
}

Result<void> check_id(const std::string& id) {
  if (!id.empty() && id.size() <= 2048) return {};
  return Error{ErrorCode::kInvalidArgument,
               id.empty() ? "nothing is given" : "it is longer than 2048 characters", "Give the secret's ARN",
               "Secret ARN"};
}

Call make_call(std::string action, const std::string& region, const json::Object& body, std::string subject) {
  return {Service::kSecretsManager, std::move(action), region, Secret(json::dump(body)), std::move(subject)};
}

}  // namespace

Result<SecretValue> get_secret_value(Client& client, const Credentials& credentials,
                                     const std::string& region, const SecretId& id) {
  COFFER_TRY(check_id(id.id));
  if (!id.version_id.empty() && !id.version_stage.empty()) {
    return Error{ErrorCode::kInvalidArgument, "both a version ID and a staging label are given",
                 "Give one of them", "Version"};
  }
  json::Object body{{"SecretId", id.id}};
  if (!id.version_id.empty()) body["VersionId"] = id.version_id;
  if (!id.version_stage.empty()) body["VersionStage"] = id.version_stage;
  const Call call = make_call("GetSecretValue", region, body, id.id);
  COFFER_ASSIGN(const json::SecretDocument document, ask_json(client, credentials, call));
  return read_secret_value(document.root(), client.context(call, credentials));
}

Result<SecretDescription> describe_secret(Client& client, const Credentials& credentials,
                                          const std::string& region, const std::string& id) {
  COFFER_TRY(check_id(id));
  const Call call = make_call("DescribeSecret", region, {{"SecretId", id}}, id);
  COFFER_ASSIGN(const json::SecretDocument document, ask_json(client, credentials, call));
  SecretDescription description = description_in(document.root());
  if (description.arn.empty()) return malformed_answer(client.context(call, credentials), "it names no ARN");
  return description;
}

Result<std::vector<SecretDescription>> list_secrets(Client& client, const Credentials& credentials,
                                                    const std::string& region, size_t limit) {
  std::vector<SecretDescription> found;
  std::string next;
  for (int page = 0; page < kMaxPages && found.size() < limit; ++page) {
    json::Object body{{"MaxResults", std::min(kPageSize, limit - found.size())}};
    if (!next.empty()) body["NextToken"] = next;
    const Call call = make_call("ListSecrets", region, body, "");
    COFFER_ASSIGN(const json::SecretDocument document, ask_json(client, credentials, call));
    const json::Array* list = json::find_array(document.root(), "SecretList");
    if (list == nullptr)
      return malformed_answer(client.context(call, credentials), "it has no list of secrets");
    for (const json::Value& item : *list) {
      if (found.size() < limit) found.push_back(description_in(item));
    }
    next = text(document.root(), "NextToken");
    if (next.empty()) break;
  }
  return found;
}

Result<Versions> list_secret_version_ids(Client& client, const Credentials& credentials,
                                         const std::string& region, const std::string& id) {
  COFFER_TRY(check_id(id));
  Versions versions;
  std::string next;
  for (int page = 0; page < kMaxPages && versions.size() < kMaxVersions; ++page) {
    json::Object body{{"SecretId", id}, {"MaxResults", kPageSize}};
    if (!next.empty()) body["NextToken"] = next;
    const Call call = make_call("ListSecretVersionIds", region, body, id);
    COFFER_ASSIGN(const json::SecretDocument document, ask_json(client, credentials, call));
    const json::Array* list = json::find_array(document.root(), "Versions");
    if (list == nullptr)
      return malformed_answer(client.context(call, credentials), "it has no list of versions");
    for (const json::Value& item : *list) {
      versions.emplace_back(text(item, "VersionId"), strings_in(json::find(item, "VersionStages")));
    }
    next = text(document.root(), "NextToken");
    if (next.empty()) break;
  }
  return versions;
}

}  // namespace coffer::aws
