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
  return failed || summary.failed_requests > 0 ? 1 : 0;
}

}  // namespace coffer::runner
