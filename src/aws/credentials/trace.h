// What each source said when credentials were looked for: for `coffer aws sources` (spec 3.6).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace coffer::aws {

enum class SourceOutcome {
  kAbsent,   // nothing is configured there
  kSkipped,  // not asked, and why
  kFailed,   // it should have credentials, and has not
  kFound,    // it gave credentials that something else is built on: a role's source
  kUsed,     // these are the credentials
};
std::string_view to_string(SourceOutcome outcome);  // "not set", "skipped", "failed", "found", "used"

struct SourceNote {
  std::string source;  // "environment", "profile main: role"
  SourceOutcome outcome = SourceOutcome::kAbsent;
  std::string said;  // without any value
  std::string mend = {};
};

// In the order in which the sources were asked.
using Trace = std::vector<SourceNote>;

}  // namespace coffer::aws
