// A profile that stands for a role (spec 3.6).
#pragma once

#include "aws/credentials/role_settings.h"
#include "aws/credentials/source_parts.h"
#include "base/result.h"

namespace coffer::aws {

// Assumes role_arn of `profile` with `source`: external_id, role_session_name, duration_seconds, and
// mfa_serial, whose code is asked for (again, if it is wrong). Blocks. kMfaRequired where nobody can be
// asked.
Result<Credentials> assume_profile_role(const SourceParts& parts, const Profile& profile,
                                        const Credentials& source);

}  // namespace coffer::aws
