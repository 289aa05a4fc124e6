#include "aws/retry.h"

#include <gtest/gtest.h>

namespace coffer::aws {
namespace {

TEST(RetryTest, TellsWhatIsWorthAnotherTry) {
  for (const int status : {500, 502, 503, 504}) EXPECT_EQ(retry_for(status, ""), Retry::kTransient);
  for (const int status : {200, 400, 403, 404, 501}) EXPECT_EQ(retry_for(status, ""), Retry::kNever);
  EXPECT_EQ(retry_for(429, ""), Retry::kThrottled);
  EXPECT_EQ(retry_for(400, "Throttling"), Retry::kThrottled);
  EXPECT_EQ(retry_for(400, "RequestLimitExceeded"), Retry::kThrottled);
  EXPECT_EQ(retry_for(400, "RequestTimeout"), Retry::kTransient);
  EXPECT_EQ(retry_for(400, "IDPCommunicationError"), Retry::kTransient);
  EXPECT_EQ(retry_for(400, "AccessDenied"), Retry::kNever);
}

TEST(RetryTest, WaitsARandomPartOfADoublingSpanUpToTwentySeconds) {
  crypto::SeededRandom random(1);
  for (int attempt = 1; attempt <= 10; ++attempt) {
    const auto most = std::chrono::seconds(std::min(1 << (attempt - 1), 20));
    for (int i = 0; i < 50; ++i) {
      const auto delay = retry_delay(attempt, random);
      EXPECT_GE(delay.count(), 0);
      EXPECT_LE(delay, most);
    }
  }
}

TEST(RetryTest, TheQuotaRunsOutAndFillsUpAgain) {
  RetryQuota quota;
  for (int i = 0; i < RetryQuota::kCapacity / RetryQuota::kRetryCost; ++i)
    EXPECT_TRUE(quota.take(RetryQuota::kRetryCost));
  EXPECT_FALSE(quota.take(RetryQuota::kRetryCost));
  quota.give_back(RetryQuota::kRetryCost);
  EXPECT_TRUE(quota.take(RetryQuota::kRetryCost));
  quota.give_back(10 * RetryQuota::kCapacity);
  EXPECT_TRUE(quota.take(RetryQuota::kCapacity));
  EXPECT_FALSE(quota.take(1));
}

}  // namespace
}  // namespace coffer::aws
