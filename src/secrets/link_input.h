// What a person or a file says of a link, checked before any call is made (spec 4.1).
#pragma once

#include <string>

#include "base/result.h"
#include "vault/link.h"

namespace coffer::secrets {

// As vault::Link has them; all but `secret` may be empty. What is pasted with a version or a JSON key behind
// it (the Secret ARN of an ECS task definition, a parameter's "name:version") is split into its fields.
struct LinkFields {
  std::string provider = vault::kAws;
  std::string secret, role, external_id, version, json_key, connection;
  bool narrow_role = false;
  int cache_seconds = -1;
  std::string region = {};                        // ssm
  std::string address = {}, ns = {}, mount = {};  // hashicorp
  int kv_version = 0;                             // hashicorp
};
LinkFields fields_of(const vault::Link& link);

inline constexpr int kMostCacheSeconds = 24 * 60 * 60;

// kInvalidArgument with `field` "Provider", "Version", "Connection", "Cache duration", and of aws "Secret
// ARN", "Role ARN", "External ID", "JSON key", "Session policy"; of ssm also "Parameter" and "Region"; of
// hashicorp "Secret path", "Field", "Mount", "Namespace", "Address" and "KV version". A field that the
// provider has no use for is refused.
Result<vault::Link> make_link(const LinkFields& fields);

}  // namespace coffer::secrets
