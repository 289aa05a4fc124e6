// AWS Secrets Manager, reading only (spec 4.8; API version 2017-10-17).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "aws/client.h"

namespace coffer::aws {

struct SecretId {
  std::string id;                         // ARN or name
  std::string version_id, version_stage;  // at most one; both empty: AWSCURRENT
};

struct SecretValue {
  std::string arn, name, version_id;
  std::vector<std::string> stages;
  std::optional<WallTime> created;
  Secret value;  // SecretString byte for byte, or the decoded SecretBinary
  bool binary = false;
};

using SecretVersions = std::vector<std::pair<std::string, std::vector<std::string>>>;  // version ID → stages

struct SecretDescription {
  std::string arn, name, description, kms_key_id;
  std::optional<WallTime> created, last_changed, deleted;
  SecretVersions versions;
};

// Every call blocks, retries inside, and is thread-safe. Errors: kAccessDenied (names action, ARN and
// identity as AWS does), kExternalSecretNotFound, kSecretScheduledForDeletion, kVersionNotFound, kKmsDenied,
// kCredentialsExpired, kCredentialsInvalid, kThrottled, kNetwork, kTimeout, kTls, kServiceError. Values never
// enter an error.
Result<SecretValue> get_secret_value(Client& client, const Credentials& credentials,
                                     const std::string& region, const SecretId& id);
// At most 20 ids, all of them AWSCURRENT (the API takes no versions). One Result for each, in order; the
// outer error is that of the call as a whole (kAccessDenied for lack of secretsmanager:BatchGetSecretValue:
// read singly instead).
Result<std::vector<Result<SecretValue>>> batch_get_secret_value(Client& client,
                                                                const Credentials& credentials,
                                                                const std::string& region,
                                                                const std::vector<std::string>& ids);
Result<SecretDescription> describe_secret(Client& client, const Credentials& credentials,
                                          const std::string& region, const std::string& id);
// All pages, at most `limit`.
Result<std::vector<SecretDescription>> list_secrets(Client& client, const Credentials& credentials,
                                                    const std::string& region, size_t limit);
Result<SecretVersions> list_secret_version_ids(Client& client, const Credentials& credentials,
                                               const std::string& region, const std::string& id);

}  // namespace coffer::aws
