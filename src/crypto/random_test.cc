#include "crypto/random.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

namespace coffer::crypto {
namespace {

TEST(RandomTest, SeededIsTheSameEveryTime) {
  SeededRandom one(7);
  SeededRandom two(7);
  SeededRandom other(8);
  const std::string bytes = one.bytes(37);
  EXPECT_EQ(bytes, two.bytes(37));
  EXPECT_NE(bytes, other.bytes(37));
}

TEST(RandomTest, SystemNeverRepeats) {
  EXPECT_FALSE(system_random().secret(32).equals(system_random().secret(32)));
}

TEST(RandomTest, BelowStaysBelowAndReachesEverything) {
  SeededRandom random(1);
  std::array<int, 6> count{};
  for (int i = 0; i < 6000; ++i) ++count.at(random.below(6));
  for (const int each : count) EXPECT_NEAR(each, 1000, 150);
  EXPECT_EQ(random.below(1), 0U);
  EXPECT_EQ(random.below(0), 0U);
}

TEST(RandomTest, UnitIsInTheHalfOpenInterval) {
  SeededRandom random(2);
  double sum = 0;
  for (int i = 0; i < 1000; ++i) {
    const double unit = random.unit();
    ASSERT_GE(unit, 0);
    ASSERT_LT(unit, 1);
    sum += unit;
  }
  EXPECT_NEAR(sum / 1000, 0.5, 0.05);
}

TEST(RandomTest, UuidIsVersion4) {
  SeededRandom random(3);
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string uuid = random.uuid();
    ASSERT_EQ(uuid.size(), 36U);
    EXPECT_EQ(uuid[14], '4');
    EXPECT_NE(std::string("89ab").find(uuid[19]), std::string::npos) << uuid;
    EXPECT_TRUE(seen.insert(uuid).second);
  }
}

}  // namespace
}  // namespace coffer::crypto
