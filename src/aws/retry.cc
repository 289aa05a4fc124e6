#include "aws/retry.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace coffer::aws {
namespace {

constexpr double kMaxDelaySeconds = 20;
constexpr std::array<int, 4> kTransientStatuses{500, 502, 503, 504};
constexpr std::array<std::string_view, 2> kTransientCodes{"RequestTimeout", "IDPCommunicationError"};
// The published list, all without "Exception".
constexpr std::array<std::string_view, 12> kThrottlingCodes{
    "Throttling",
    "Throttled",
    "RequestThrottled",
    "TooManyRequests",
    "ProvisionedThroughputExceeded",
    "TransactionInProgress",
    "RequestLimitExceeded",
    "BandwidthLimitExceeded",
    "LimitExceeded",
    "SlowDown",
    "PriorRequestNotComplete",
    "EC2Throttled",
};

}  // namespace

Retry retry_for(int http_status, std::string_view code) {
  if (std::ranges::find(kThrottlingCodes, code) != kThrottlingCodes.end()) return Retry::kThrottled;
  if (code.empty() && http_status == 429) return Retry::kThrottled;
  if (std::ranges::find(kTransientCodes, code) != kTransientCodes.end()) return Retry::kTransient;
  if (std::ranges::find(kTransientStatuses, http_status) != kTransientStatuses.end())
    return Retry::kTransient;
  return Retry::kNever;
}

std::chrono::milliseconds retry_delay(int attempt, crypto::Random& random) {
  const double seconds = random.unit() * std::min(std::exp2(attempt - 1), kMaxDelaySeconds);
  return std::chrono::milliseconds(static_cast<int64_t>(seconds * 1000));
}

bool RetryQuota::take(int amount) {
  const std::lock_guard lock(mutex_);
  if (left_ < amount) return false;
  left_ -= amount;
  return true;
}

void RetryQuota::give_back(int amount) {
  const std::lock_guard lock(mutex_);
  left_ = std::min(left_ + amount, kCapacity);
}

}  // namespace coffer::aws
