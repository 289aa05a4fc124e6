// What a profile says of the role that it stands for.
#pragma once

#include <chrono>

#include "aws/profile_file.h"
#include "base/result.h"

namespace coffer::aws {

// duration_seconds; an hour where there is none. kInvalidArgument where it is not from 900 to 43200.
Result<std::chrono::seconds> role_duration(const Profile& profile);

}  // namespace coffer::aws
