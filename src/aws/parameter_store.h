// AWS Systems Manager Parameter Store, reading only (spec 4.8; API version 2014-11-06).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "aws/client.h"

namespace coffer::aws {

struct Parameter {
  std::string arn, name, type;  // "String", "StringList", "SecureString"
  std::string version;          // its number
  std::optional<WallTime> modified;
  Secret value;  // decrypted, byte for byte; a StringList's items are joined by commas
};

inline constexpr size_t kMostParameters = 10;  // GetParameters, API reference: Names

// Both block, retry inside, and are thread-safe. Errors: kAccessDenied, kExternalSecretNotFound,
// kVersionNotFound, kKmsDenied and those that every call has (secrets_manager.h). Values never enter an
// error.

// `id` is a name or an ARN; `version` a version's number or a label, or empty for the newest.
Result<Parameter> get_parameter(Client& client, const Credentials& credentials, const std::string& region,
                                const std::string& id, const std::string& version);
// The newest version of each, at most kMostParameters. One for each of `ids`, in order; nullopt where the
// answer has none, for a reason that get_parameter() tells. The error is that of the call as a whole.
Result<std::vector<std::optional<Parameter>>> get_parameters(Client& client, const Credentials& credentials,
                                                             const std::string& region,
                                                             const std::vector<std::string>& ids);

}  // namespace coffer::aws
