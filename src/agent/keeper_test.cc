#include "agent/keeper.h"

#include "agent/testing/agent_fixture.h"

namespace coffer::agent {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

class KeeperTest : public AgentTest {
 protected:
  Surroundings& here() { return **keeper_.surroundings(environment_, std::nullopt); }
  bool holds_key() { return keeper_.key("/v").has_value(); }
};

TEST_F(KeeperTest, KeepsAKeyUntilItIsToldToForget) {
  EXPECT_FALSE(keeper_.key("/v"));
  ASSERT_TRUE(keeper_.put_key("/v", Secret("one")));
  ASSERT_TRUE(keeper_.put_key("/v", Secret("two")));
  ASSERT_TRUE(keeper_.key("/v"));
  EXPECT_TRUE(keeper_.key("/v")->equals(Secret("two")));
  EXPECT_TRUE(keeper_.forget_key("/v"));
  EXPECT_FALSE(keeper_.forget_key("/v"));
  EXPECT_FALSE(holds_key());
}

TEST_F(KeeperTest, IsBounded) {
  for (size_t i = 0; i < kMostVaults; ++i) ASSERT_TRUE(keeper_.put_key(fmt::to_string(i), Secret("k")));
  EXPECT_EQ(keeper_.put_key("more", Secret("k")).error().code, ErrorCode::kTooLarge);
  EXPECT_TRUE(keeper_.put_key("7", Secret("another")));
  for (size_t i = 0; i < 3 * kMostSurroundings; ++i) {  // nothing is connected in them
    environment_.set("AWS_REGION", fmt::format("eu-west-{}", i));
    ASSERT_TRUE(keeper_.surroundings(environment_, std::nullopt));
  }
}

TEST_F(KeeperTest, LocksWhenNobodyUsedItForSoLong) {
  ASSERT_TRUE(keeper_.put_key("/v", Secret("k")));
  EXPECT_EQ(read(here(), "a"), "value-a");
  EXPECT_FALSE(keeper_.status().locked());
  clock_.advance(kDefaultIdle - milliseconds(1));
  EXPECT_FALSE(keeper_.tick());
  EXPECT_TRUE(holds_key());
  clock_.advance(milliseconds(1));  // a machine that was suspended moves it as far at once
  EXPECT_TRUE(keeper_.tick());
  EXPECT_FALSE(holds_key());
  EXPECT_TRUE(keeper_.status().locked());
  EXPECT_FALSE(keeper_.tick());
  EXPECT_EQ(read(here(), "a"), "value-a");
  EXPECT_EQ(logins(), 2U);
  EXPECT_EQ(fetches(), 2U);
}

TEST_F(KeeperTest, UseBeginsTheIdleTimeAnewAndWorkIsNoIdleness) {
  ASSERT_TRUE(keeper_.put_key("/v", Secret("k")));
  clock_.advance(kDefaultIdle - minutes(1));
  {
    const Keeper::Use use(keeper_);
    clock_.advance(hours(5));
    EXPECT_FALSE(keeper_.tick());
  }
  clock_.advance(kDefaultIdle - minutes(1));
  EXPECT_FALSE(keeper_.tick());
  EXPECT_EQ(keeper_.status().locks_in, seconds(60));
  EXPECT_TRUE(holds_key());
  clock_.advance(minutes(1));
  EXPECT_TRUE(keeper_.tick());
}

TEST_F(KeeperTest, TheIdleTimeCanBeChangedAndSwitchedOff) {
  ASSERT_TRUE(keeper_.put_key("/v", Secret("k")));
  keeper_.set_idle(minutes(0));
  clock_.advance(hours(24 * 365));
  EXPECT_FALSE(keeper_.tick());
  EXPECT_EQ(keeper_.status().locks_in, std::nullopt);
  EXPECT_TRUE(holds_key());
  keeper_.set_idle(minutes(5));
  EXPECT_TRUE(keeper_.tick());
  EXPECT_FALSE(holds_key());
}

TEST_F(KeeperTest, WhatHasExpiredIsWipedThoughNobodyAsks) {
  keeper_.set_idle(minutes(0));
  EXPECT_EQ(read(here(), "a"), "value-a");
  EXPECT_EQ(keeper_.status().values, 1U);
  clock_.advance(hours(1) - milliseconds(1));
  keeper_.tick();
  EXPECT_EQ(keeper_.status().values, 1U);
  clock_.advance(milliseconds(1));
  keeper_.tick();
  EXPECT_EQ(keeper_.status().values, 0U);
  EXPECT_EQ(keeper_.status().connections, 1U);
  clock_.advance(hours(1) - milliseconds(1));
  EXPECT_EQ(keeper_.status().connections, 1U);  // two hours less a millisecond
  clock_.advance(milliseconds(1));
  keeper_.tick();
  EXPECT_EQ(keeper_.status().connections, 0U);
}

TEST_F(KeeperTest, LockForgetsEverything) {
  ASSERT_TRUE(keeper_.put_key("/v", Secret("k")));
  EXPECT_EQ(read(here(), "a"), "value-a");
  keeper_.lock();
  EXPECT_FALSE(holds_key());
  EXPECT_TRUE(here().connections().empty());
  EXPECT_EQ(here().values(), 0U);
}

}  // namespace
}  // namespace coffer::agent
