// The sources of credentials in their order (docs/aws.md).
#pragma once

#include <optional>

#include "aws/credentials/source_parts.h"
#include "aws/credentials/trace.h"
#include "base/result.h"

namespace coffer::aws {

// How the profile came to be chosen.
enum class ProfileBy {
  kFlag,      // named for this command: nothing else is asked
  kVariable,  // AWS_PROFILE
  kDefault,   // `main`, `default`, or none at all
};

// The first source of these that has credentials: the environment's keys, the profile with all that it may
// name (parts.profile; may be null), the container, the instance. A source that is configured and fails ends
// the search. With kFlag only the profile counts. nullopt where nobody has any. `trace` (may be null) gets
// what each said; one entry is kUsed where credentials were found.
Result<std::optional<Credentials>> find_credentials(const SourceParts& parts, ProfileBy by, Trace* trace);

}  // namespace coffer::aws
