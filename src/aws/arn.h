// Amazon Resource Names, as far as secrets and roles need them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace coffer::aws {

struct SecretArn {
  std::string text;  // the whole ARN
  std::string partition, region, account, name_with_suffix;
};

// What a user may paste where a Secret ARN is asked for: the ARN, or the form of ECS task definitions,
// arn:…:secret:name-AbCdEf:json-key:version-stage:version-id (each of the three may be empty), split into its
// fields.
struct PastedSecretArn {
  SecretArn arn;
  std::string json_key, version_stage, version_id;
};

// kInvalidArgument with `field` "Secret ARN" and the part that is wrong (spec 4.1).
Result<PastedSecretArn> parse_secret_arn(std::string_view text);

struct RoleArn {
  std::string text, partition, account, path_and_name;
};
// kInvalidArgument with `field` "Role ARN".
Result<RoleArn> parse_role_arn(std::string_view text);

// The account of a caller ARN (sts::assumed-role, iam::user …); empty where there is none.
std::string account_of(std::string_view arn);

}  // namespace coffer::aws
