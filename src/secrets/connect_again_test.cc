// On the spot: what is asked where there are no credentials, or no more (spec 3.8).
#include <gtest/gtest.h>

#include "secrets/testing/session_fixture.h"

namespace coffer::secrets {
namespace {

class ConnectAgainTest : public SessionTest {
 protected:
  ConnectAgainTest() {
    prompter_ = std::make_unique<FakePrompter>();
    aws_.put(test_arn("a"), "value-a");
    aws_.put(test_arn("b"), "value-b");
    link("a", test_arn("a"));
    link("b", test_arn("b"));
  }
  std::string key_used() { return aws_.calls("GetCallerIdentity").back().key_id; }
};

TEST_F(ConnectAgainTest, KeysAreAskedForWhereThereAreNoneAndTheRequestGoesOn) {
  prompter_->keys = {"AKIATYPED0000000"};
  session().connect_on_demand({});
  EXPECT_EQ(values({"a", "b"}), (std::vector<std::string>{"value-a", "value-b"}));
  EXPECT_EQ(prompter_->reasons.size(), 1U);
  EXPECT_EQ(key_used(), "AKIATYPED0000000");
}

TEST_F(ConnectAgainTest, WhereNobodyAnswersTheErrorIsAsBeforeAndNobodyIsAskedTwice) {
  session().connect_on_demand({});
  EXPECT_EQ(error_of("a").code, ErrorCode::kNotConnected);
  EXPECT_EQ(error_of("b").code, ErrorCode::kNotConnected);
  EXPECT_EQ(prompter_->reasons.size(), 1U);
}

TEST_F(ConnectAgainTest, TypedKeysThatHaveExpiredAreAskedForAgain) {
  prompter_->keys = {"AKIAFIRST0000000", "AKIASECOND000000"};
  session().connect_on_demand({});
  EXPECT_EQ(value("a"), "value-a");
  clock_.advance(kLongLivedValidity);
  EXPECT_EQ(value("b"), "value-b");
  ASSERT_EQ(prompter_->reasons.size(), 2U);
  EXPECT_NE(prompter_->reasons[1].find("has expired"), std::string::npos);
  EXPECT_EQ(key_used(), "AKIASECOND000000");
}

TEST_F(ConnectAgainTest, KeysThatAwsRefusesMayBeTypedAgain) {
  aws_.fail("GetCallerIdentity", "InvalidClientTokenId", "no", 403);
  prompter_->keys = {"AKIAFIRST0000000", "AKIASECOND000000", "AKIATHIRD0000000", "AKIAFOURTH000000"};
  session().connect_on_demand({});
  EXPECT_EQ(error_of("a").code, ErrorCode::kCredentialsInvalid);
  EXPECT_EQ(prompter_->keys.size(), 1U);
  EXPECT_NE(prompter_->reasons[1].find("access key ID"), std::string::npos);
}

TEST_F(ConnectAgainTest, ALinkThatNamesAConnectionIsAskedForByThatName) {
  vault::Link named;
  named.secret = test_arn("a");
  named.connection = "prod";
  link("named", named);
  prompter_->keys = {"AKIATYPED0000000"};
  EXPECT_EQ(value("named"), "value-a");
  EXPECT_EQ(prompter_->asked_for, "prod");
  EXPECT_EQ(session().connections()->front().name, "prod");
}

TEST_F(ConnectAgainTest, AProfileNamedByFlagIsNotReplacedByTypedKeys) {
  write_config("[profile empty]\nregion = eu-west-1\n");
  ConnectInput input;
  input.profile = "empty";
  session().connect_on_demand(std::move(input));
  EXPECT_EQ(error_of("a").code, ErrorCode::kNotConnected);
  EXPECT_TRUE(prompter_->reasons.empty());
}

TEST_F(ConnectAgainTest, WhatAwsCallsExpiredIsReadAgainWithANewMfaSession) {
  ambient_keys();
  aws_.mfa_devices = {kDevice};
  prompter_->codes = {"123456", "123456"};
  session().connect_on_demand({});
  EXPECT_EQ(value("a"), "value-a");
  aws_.fail_next("GetSecretValue", "ExpiredTokenException");
  EXPECT_EQ(value("b"), "value-b");
  EXPECT_EQ(prompter_->asked.size(), 2U);
  EXPECT_TRUE(prompter_->reasons.empty());
}

}  // namespace
}  // namespace coffer::secrets
