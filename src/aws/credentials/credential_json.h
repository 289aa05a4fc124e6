// Credentials as processes, containers and instances write them: one JSON object.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "aws/credentials.h"
#include "base/result.h"
#include "base/secret.h"

namespace coffer::aws {

enum class CredentialForm {
  kProcess,   // Version 1; SessionToken and Expiration may be missing
  kMetadata,  // Token, Expiration (containers and instances); Code, where there is one, is "Success"
};

// kMalformed; the message names the member at fault and quotes nothing of the text. `source` is for people.
// Sources: "Process credential provider" and "Container credential provider", AWS SDKs and Tools Reference
// Guide; "Retrieve security credentials from instance metadata", EC2 User Guide.
Result<Credentials> read_credential_json(const Secret& text, CredentialForm form, std::string source);

}  // namespace coffer::aws
