// How links are named to people.
#pragma once

#include <string>

#include "vault/link.h"

namespace coffer::secrets {

// "AWS Secrets Manager"; of a provider that is not known, its name as it stands in the link.
std::string provider_title(const vault::Link& link);
// Where a link leads: a Secret ARN; "/prod/db (eu-central-1)"; "secret/app/db at https://…".
std::string link_target(const vault::Link& link);
// The mount of a KV engine; "secret" where the link names none.
std::string kv_mount(const vault::Link& link);

}  // namespace coffer::secrets
