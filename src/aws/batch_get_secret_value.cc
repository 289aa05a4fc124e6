#include <algorithm>
#include <optional>

#include "aws/json_call.h"
#include "aws/secret_value_json.h"
#include "aws/secrets_manager.h"

namespace coffer::aws {
namespace {

constexpr size_t kMaxIds = 20;  // SecretIdList, API reference
constexpr int kMaxPages = 25;   // a page may be empty, but an answer for 20 secrets does not take more

using Outcome = std::optional<Result<SecretValue>>;

SecretValue copy(const SecretValue& value) {
  return {value.arn,     value.name,          value.version_id, value.stages,
          value.created, value.value.clone(), value.binary};
}

// An id may be the ARN, the name, or the ARN without the six characters at its end.
bool names(const std::string& id, const SecretValue& value) {
  constexpr size_t kSuffix = 7;
  return id == value.arn || id == value.name ||
         (value.arn.size() == id.size() + kSuffix && value.arn.starts_with(id) &&
          value.arn[id.size()] == '-');
}

void take_values(const json::Value& answer, const std::vector<std::string>& ids, const CallContext& context,
                 std::vector<Outcome>& outcomes) {
  const json::Array* values = json::find_array(answer, "SecretValues");
  if (values == nullptr) return;
  for (const json::Value& item : *values) {
    SecretValue label;
    label.arn = json::find_string(item, "ARN").value_or("");
    label.name = json::find_string(item, "Name").value_or("");
    for (size_t i = 0; i < ids.size(); ++i) {
      if (names(ids[i], label)) outcomes[i] = read_secret_value(item, context);
    }
  }
}

void take_errors(const json::Value& answer, const std::vector<std::string>& ids, const CallContext& context,
                 std::vector<Outcome>& outcomes) {
  const json::Array* errors = json::find_array(answer, "Errors");
  if (errors == nullptr) return;
  for (const json::Value& item : *errors) {
    const std::string id(json::find_string(item, "SecretId").value_or(""));
    const auto found = std::ranges::find(ids, id);
    if (found == ids.end()) continue;
    CallContext about = context;
    about.subject = *found;
    outcomes[static_cast<size_t>(found - ids.begin())] =
        explain(item_failure(json::find_string(item, "ErrorCode").value_or(""),
                             json::find_string(item, "Message").value_or("")),
                about);
  }
}

Call make_call(const std::string& region, const std::vector<std::string>& ids, const std::string& next) {
  json::Array list;
  for (const std::string& id : ids) list.emplace_back(id);
  json::Object body{{"SecretIdList", std::move(list)}};
  if (!next.empty()) body["NextToken"] = next;
  return {Service::kSecretsManager, "BatchGetSecretValue", region, Secret(json::dump(body))};
}

// One outcome for each of `ids`, which are distinct.
Result<std::vector<Outcome>> ask(Client& client, const Credentials& credentials, const std::string& region,
                                 const std::vector<std::string>& ids) {
  std::vector<Outcome> outcomes(ids.size());
  std::string next;
  for (int page = 0; page < kMaxPages; ++page) {
    const Call call = make_call(region, ids, next);
    COFFER_ASSIGN(const json::SecretDocument answer, ask_json(client, credentials, call));
    const CallContext context = client.context(call, credentials);
    take_values(answer.root(), ids, context, outcomes);
    take_errors(answer.root(), ids, context, outcomes);
    next = json::find_string(answer.root(), "NextToken").value_or("");
    if (next.empty()) break;
  }
  return outcomes;
}

}  // namespace

Result<std::vector<Result<SecretValue>>> batch_get_secret_value(Client& client,
                                                                const Credentials& credentials,
                                                                const std::string& region,
                                                                const std::vector<std::string>& ids) {
  std::vector<Result<SecretValue>> results;
  if (ids.empty()) return results;
  if (ids.size() > kMaxIds) {
    return Error{ErrorCode::kInvalidArgument, "more than 20 secrets are asked for at once",
                 "Ask in several batches"};
  }
  std::vector<std::string> distinct = ids;
  std::ranges::sort(distinct);
  distinct.erase(std::ranges::unique(distinct).begin(), distinct.end());
  COFFER_ASSIGN(const std::vector<Outcome> outcomes, ask(client, credentials, region, distinct));

  const Call call = make_call(region, distinct, "");
  for (const std::string& id : ids) {
    const auto at = static_cast<size_t>(std::ranges::lower_bound(distinct, id) - distinct.begin());
    const Outcome& outcome = outcomes[at];
    if (!outcome) {
      results.emplace_back(malformed_answer(client.context(call, credentials), "it leaves out " + id));
    } else if (outcome->ok()) {
      results.emplace_back(copy(outcome->value()));
    } else {
      results.emplace_back(outcome->error());
    }
  }
  return results;
}

}  // namespace coffer::aws
