// Amazon Resource Names, as far as secrets and roles need them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace coffer::aws {

// The parts that all of them have.
struct Arn {
  std::string text;  // the whole ARN
  std::string partition, region, account;
};

struct SecretArn : Arn {
  std::string name_with_suffix;
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

// A parameter of Systems Manager, by its name or its ARN.
struct ParameterId {
  // As the API takes it. Of a name, only `text` is known; partition, region and account are empty.
  Arn arn;
  bool by_name() const { return arn.account.empty(); }
};
// What a user may paste: a name or an ARN, behind which ":version" or ":label" may stand.
struct PastedParameter {
  ParameterId id;
  std::string version;
};
// kInvalidArgument with `field` "Parameter". Source: PutParameter and GetParameter, API reference.
Result<PastedParameter> parse_parameter(std::string_view text);

struct RoleArn {
  std::string text, partition, account, path_and_name;
};
// kInvalidArgument with `field` "Role ARN".
Result<RoleArn> parse_role_arn(std::string_view text);

// The account of a caller ARN (sts::assumed-role, iam::user …); empty where there is none.
std::string account_of(std::string_view arn);

}  // namespace coffer::aws
