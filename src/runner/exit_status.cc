#include "runner/events.h"

namespace coffer::runner {
namespace {

constexpr int kInterrupted = 130;

}  // namespace

int exit_status(const RunSummary& summary) {
  const bool failed = summary.error.has_value();
  if (failed && summary.error->code == ErrorCode::kCancelled) return kInterrupted;
  if (summary.unauthenticated > 0 || (failed && needs_authentication(summary.error->code))) return 4;
  if (summary.unresolved > 0 || (failed && is_unresolved_reference(summary.error->code))) return 3;
  const uint64_t failures = summary.failed_requests + summary.failed_assertions +
                            summary.failed_prerequest_scripts + summary.failed_test_scripts;
  return failed || failures > 0 ? 1 : 0;
}

}  // namespace coffer::runner
