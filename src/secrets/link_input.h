// What a person or a file says of a link, checked before any call is made (spec 4.1).
#pragma once

#include <string>

#include "base/result.h"
#include "vault/link.h"

namespace coffer::secrets {

// All but `secret` may be empty. A Secret ARN pasted from an ECS task definition
// (arn:…:json-key:stage:version-id) is split into its fields.
struct LinkFields {
  std::string provider = "aws";
  std::string secret, role, external_id, version, json_key, connection;
  bool narrow_role = false;
  int cache_seconds = -1;
};

inline constexpr int kMostCacheSeconds = 24 * 60 * 60;

// kInvalidArgument with `field` "Provider", "Secret ARN", "Role ARN", "External ID", "Version", "JSON key",
// "Connection", "Session policy" or "Cache duration".
Result<vault::Link> make_link(const LinkFields& fields);

}  // namespace coffer::secrets
