// What happens when a value's time in the cache is over (spec 5.5): DescribeSecret tells whether it is still
// the one, where that is permitted and costs less than to read it again.
#include <gtest/gtest.h>

#include "secrets/testing/session_fixture.h"

namespace coffer::secrets {
namespace {

class ExpiryTest : public SessionTest {
 protected:
  ExpiryTest() {
    aws_.put(test_arn("a"), "value-a", "v-1");
    connected().set_cache_duration(std::chrono::minutes(10));
    link("a", test_arn("a"));
  }
  void expire() { clock_.advance(std::chrono::minutes(11)); }
  size_t reads() const {
    return aws_.calls("GetSecretValue").size() + aws_.calls("BatchGetSecretValue").size();
  }
  size_t descriptions() const { return aws_.calls("DescribeSecret").size(); }
};

TEST_F(ExpiryTest, AVersionThatHoldsItsStageIsNotReadAgain) {
  EXPECT_EQ(value("a"), "value-a");
  for (int i = 0; i < 3; ++i) {
    expire();
    const auto found = std::move(session().resolve({"a"}, std::nullopt)[0]);
    ASSERT_TRUE(found) << to_string(found.error());
    EXPECT_EQ(text_of(found), "value-a");
    EXPECT_TRUE(found->cached);
    EXPECT_EQ(value("a"), "value-a") << "kept for another while";
  }
  EXPECT_EQ(reads(), 1U);
  EXPECT_EQ(descriptions(), 3U);
}

TEST_F(ExpiryTest, ARotationIsSeen) {
  EXPECT_EQ(value("a"), "value-a");
  aws_.put(test_arn("a"), "rotated", "v-2");
  EXPECT_EQ(value("a"), "value-a");
  expire();
  EXPECT_EQ(value("a"), "rotated");
  EXPECT_EQ(reads(), 2U);
}

TEST_F(ExpiryTest, WhereDescribingIsNotPermittedItIsTriedOnce) {
  aws_.fail("DescribeSecret", "AccessDeniedException");
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(value("a"), "value-a");
    expire();
  }
  EXPECT_EQ(reads(), 4U);
  EXPECT_EQ(descriptions(), 1U);
}

TEST_F(ExpiryTest, SeveralAreReadByOneBatchInstead) {
  aws_.put(test_arn("b"), "value-b");
  link("b", test_arn("b"));
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(values({"a", "b"}), (std::vector<std::string>{"value-a", "value-b"}));
    expire();
  }
  EXPECT_EQ(aws_.calls("BatchGetSecretValue").size(), 2U);
  EXPECT_EQ(descriptions(), 0U);
}

TEST_F(ExpiryTest, ALabelledVersionIsConfirmedAlsoBesideOthers) {
  vault::Link labelled;
  labelled.secret = test_arn("a");
  labelled.version = "blue";
  link("labelled", labelled);
  EXPECT_EQ(values({"a", "labelled"}), (std::vector<std::string>(2, "value-a")));
  EXPECT_EQ(reads(), 2U);
  expire();
  EXPECT_EQ(values({"a", "labelled"}), (std::vector<std::string>(2, "value-a")));
  EXPECT_EQ(descriptions(), 1U);
  EXPECT_EQ(reads(), 3U);
}

TEST_F(ExpiryTest, ASecretThatIsGoneIsToldAndNotServed) {
  EXPECT_EQ(value("a"), "value-a");
  expire();
  aws_.fail("DescribeSecret", "ResourceNotFoundException");
  aws_.fail("GetSecretValue", "ResourceNotFoundException",
            "Secrets Manager can't find the specified secret.");
  EXPECT_EQ(value("a"), "error: external-secret-not-found");
}

TEST_F(ExpiryTest, AResetAndARefetchReadItAgain) {
  EXPECT_EQ(value("a"), "value-a");
  ASSERT_TRUE(session().reset_cache());
  EXPECT_EQ(value("a"), "value-a");
  ASSERT_TRUE(session().refetch({"a"}));
  EXPECT_EQ(reads(), 3U);
  expire();
  ASSERT_TRUE(session().refetch({"a"}));
  EXPECT_EQ(reads(), 4U);
  EXPECT_EQ(descriptions(), 0U);
}

}  // namespace
}  // namespace coffer::secrets
