// Where credentials come from: one function a source, each in a file of its own. The session chooses
// (docs/aws.md says the order).
#pragma once

#include <optional>
#include <string>

#include "aws/credentials.h"
#include "aws/profile_file.h"
#include "base/environment.h"
#include "base/result.h"

namespace coffer::aws {

// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN. nullopt where the first two are unset or
// blank; kInvalidArgument where just one of them is set.
Result<std::optional<Credentials>> credentials_from_environment(const Environment& environment);

// The keys that stand in the profile itself. nullopt where it has none; kInvalidArgument where half is
// missing; kUnsupported, naming it, where the profile's credentials come from a source that Coffer does not
// know yet.
Result<std::optional<Credentials>> credentials_from_profile(const Profile& profile);

// AWS_REGION, AWS_DEFAULT_REGION, then the profile's `region`.
std::optional<std::string> region_from(const Environment& environment, const Profile* profile);
// AWS_PROFILE, then AWS_DEFAULT_PROFILE (botocore).
std::optional<std::string> profile_name_from(const Environment& environment);

}  // namespace coffer::aws
