#include <gtest/gtest.h>

#include "secrets/testing/session_fixture.h"

namespace coffer::secrets {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

class AuthenticateTest : public SessionTest {
 protected:
  ErrorCode code_of(const ConnectInput& input) {
    const auto info = session().connect(input);
    EXPECT_FALSE(info);
    return info ? ErrorCode::kInternal : info.error().code;
  }
  static ConnectInput with_code(const std::string& code) {
    ConnectInput input;
    input.mfa_code = std::make_shared<const Secret>(code);
    return input;
  }
  std::string key_used() { return aws_.calls("GetCallerIdentity").back().key_id; }
};

TEST_F(AuthenticateTest, ConnectsWithTheEnvironmentsKeys) {
  ambient_keys();
  const auto info = session().connect({});
  ASSERT_TRUE(info) << to_string(info.error());
  EXPECT_EQ(info->name, "default");
  EXPECT_EQ(info->kind, "long-lived");
  EXPECT_EQ(info->account, kAccount);
  EXPECT_EQ(info->arn, "arn:aws:iam::123456789012:user/AKIAENVIRONMENT0");
  EXPECT_EQ(info->region, "eu-west-1");
  EXPECT_EQ(session().connections()->size(), 1U);
}

TEST_F(AuthenticateTest, PrefersTypedKeysThenTheNamedProfileThenTheEnvironment) {
  ambient_keys();
  write_credentials(
      "[default]\naws_access_key_id=AKIADEFAULT00000\naws_secret_access_key=x\n"
      "[main]\naws_access_key_id=AKIAMAIN00000000\naws_secret_access_key=x\n"
      "[named]\naws_access_key_id=AKIANAMED0000000\naws_secret_access_key=x\n");
  ConnectInput input;
  ASSERT_TRUE(session().connect(input));
  EXPECT_EQ(key_used(), "AKIAENVIRONMENT0");
  input.profile = "named";
  ASSERT_TRUE(session().connect(input));
  EXPECT_EQ(key_used(), "AKIANAMED0000000");
  input.credentials = aws::Credentials{"AKIATYPED0000000", Secret("typed-secret"), Secret(), {}, "typed"};
  ASSERT_TRUE(session().connect(input));
  EXPECT_EQ(key_used(), "AKIATYPED0000000");
}

TEST_F(AuthenticateTest, FillsFromProfileMainThenDefault) {
  write_credentials("[default]\naws_access_key_id=AKIADEFAULT00000\naws_secret_access_key=x\n");
  ASSERT_TRUE(session().connect({}));
  EXPECT_EQ(key_used(), "AKIADEFAULT00000");
  write_credentials(
      "[default]\naws_access_key_id=AKIADEFAULT00000\naws_secret_access_key=x\n"
      "[main]\naws_access_key_id=AKIAMAIN00000000\naws_secret_access_key=x\n");
  ASSERT_TRUE(session().connect({}));
  EXPECT_EQ(key_used(), "AKIAMAIN00000000");
}

TEST_F(AuthenticateTest, SaysWhereCredentialsAreLookedForIfThereAreNone) {
  const auto info = session().connect({});
  ASSERT_FALSE(info);
  EXPECT_EQ(info.error().code, ErrorCode::kNotConnected);
  EXPECT_NE(info.error().mend.find("--profile"), std::string::npos);
}

TEST_F(AuthenticateTest, WantsARegionThatMakesSense) {
  ambient_keys();
  ConnectInput input;
  input.region = "eu/west";
  EXPECT_EQ(code_of(input), ErrorCode::kRegionWrong);
  input.region = "nonsense";
  EXPECT_EQ(code_of(input), ErrorCode::kRegionWrong);
  EXPECT_TRUE(aws_.calls("ListMFADevices").empty());
  environment_.set("AWS_REGION", "");
  EXPECT_EQ(code_of({}), ErrorCode::kRegionWrong);
}

TEST_F(AuthenticateTest, TellsWrongKeysExpiredOnesAndNoNetworkApart) {
  ambient_keys("ASIAENVIRONMENT0", "a-session-token");
  aws_.fail("GetCallerIdentity", "InvalidClientTokenId", "no", 403);
  EXPECT_EQ(code_of({}), ErrorCode::kCredentialsInvalid);
  aws_.fail("GetCallerIdentity", "ExpiredToken", "no", 403);
  EXPECT_EQ(code_of({}), ErrorCode::kCredentialsExpired);
  aws_.cut("GetCallerIdentity", ErrorCode::kNetwork);
  EXPECT_EQ(code_of({}), ErrorCode::kNetwork);
}

TEST_F(AuthenticateTest, HidesCredentialsInAllOutput) {
  ambient_keys("ASIAENVIRONMENT0", "a-session-token");
  ASSERT_TRUE(session().connect({}));
  EXPECT_EQ(redactor_.redact("environment-secret-key a-session-token"),
            "[AWS secret access key] [AWS session token]");
}

TEST_F(AuthenticateTest, TradesLongLivedKeysForAnMfaSession) {
  ambient_keys();
  aws_.mfa_devices = {kDevice};
  const auto info = session().connect(with_code("123456\n"));
  ASSERT_TRUE(info) << to_string(info.error());
  EXPECT_EQ(info->kind, "MFA session");
  EXPECT_EQ(info->expires, clock_.now() + hours(2));
  EXPECT_EQ(key_used(), "ASIAMFASESSION00");
  EXPECT_NE(aws_.calls("GetSessionToken")[0].body.find("DurationSeconds=7200"), std::string::npos);
  EXPECT_EQ(redactor_.redact("session-secret-key session-token-value"),
            "[AWS secret access key] [AWS session token]");
}

TEST_F(AuthenticateTest, DoesNotAskTemporaryCredentialsForMfa) {
  ambient_keys("ASIAENVIRONMENT0", "a-session-token");
  aws_.mfa_devices = {kDevice};
  const auto info = session().connect({});
  ASSERT_TRUE(info);
  EXPECT_EQ(info->kind, "temporary");
  EXPECT_TRUE(aws_.calls("ListMFADevices").empty());
}

TEST_F(AuthenticateTest, DoesNotLookForDevicesIfToldNotTo) {
  ambient_keys();
  aws_.mfa_devices = {kDevice};
  ConnectInput input;
  input.ask_mfa = false;
  EXPECT_TRUE(session().connect(input));
  EXPECT_TRUE(aws_.calls("ListMFADevices").empty());
}

TEST_F(AuthenticateTest, SaysHowToGiveTheCodeWhereNobodyCanBeAsked) {
  ambient_keys();
  aws_.mfa_devices = {kDevice};
  const auto info = session().connect({});
  ASSERT_FALSE(info);
  EXPECT_EQ(info.error().code, ErrorCode::kMfaRequired);
  EXPECT_NE(info.error().mend.find("COFFER_MFA_CODE"), std::string::npos);
  EXPECT_NE(info.error().mend.find(std::string("--mfa-serial ") + kDevice + " --mfa-code-file -"),
            std::string::npos);
}

TEST_F(AuthenticateTest, AsksForTheCodeAgainIfItWasWrong) {
  prompter_ = std::make_unique<FakePrompter>();
  prompter_->codes = {"000000", "abc", "123456"};
  ambient_keys();
  aws_.mfa_devices = {kDevice};
  ASSERT_TRUE(session().connect({}));
  EXPECT_EQ(prompter_->asked, (std::vector<std::string>(3, kDevice)));
  EXPECT_EQ(prompter_->problems[0], "");
  EXPECT_NE(prompter_->problems[1], "");
  EXPECT_NE(prompter_->problems[2].find("six digits"), std::string::npos);
  EXPECT_EQ(aws_.calls("GetSessionToken").size(), 2U);  // "abc" was not sent
}

TEST_F(AuthenticateTest, GivesUpAfterThreeWrongCodes) {
  prompter_ = std::make_unique<FakePrompter>();
  prompter_->codes = {"000000", "000001", "000002", "123456"};
  ambient_keys();
  aws_.mfa_devices = {kDevice};
  EXPECT_EQ(code_of({}), ErrorCode::kMfaWrong);
  EXPECT_EQ(prompter_->codes.size(), 1U);
}

TEST_F(AuthenticateTest, AsksInPlaceOfAGivenCodeThatWasWrong) {
  ambient_keys();
  aws_.mfa_devices = {kDevice};
  EXPECT_EQ(code_of(with_code("000000")), ErrorCode::kMfaWrong);
  session_.reset();
  prompter_ = std::make_unique<FakePrompter>();
  prompter_->codes = {"123456"};
  EXPECT_TRUE(session().connect(with_code("000000")));
  EXPECT_NE(prompter_->problems[0], "");
}

TEST_F(AuthenticateTest, LetsTheUserChooseAmongSeveralDevices) {
  aws_.mfa_devices = {"arn:aws:iam::123456789012:mfa/phone", kDevice};
  ambient_keys();
  EXPECT_EQ(code_of(with_code("123456")), ErrorCode::kMfaRequired);
  session_.reset();
  prompter_ = std::make_unique<FakePrompter>();
  prompter_->codes = {"123456"};
  ASSERT_TRUE(session().connect({}));
  EXPECT_EQ(prompter_->offered.size(), 2U);
  EXPECT_EQ(prompter_->asked, std::vector<std::string>{kDevice});
}

TEST_F(AuthenticateTest, TakesADeviceByHandWhereListingIsDenied) {
  aws_.fail("ListMFADevices", "AccessDenied", "not authorized", 403);
  prompter_ = std::make_unique<FakePrompter>();
  prompter_->by_hand = std::string(" ") + kDevice;
  prompter_->codes = {"123456"};
  ambient_keys();
  const auto info = session().connect({});
  ASSERT_TRUE(info) << to_string(info.error());
  EXPECT_EQ(info->kind, "MFA session");
  EXPECT_EQ(prompter_->asked, std::vector<std::string>{kDevice});
}

TEST_F(AuthenticateTest, TakesTheProfilesDeviceWhereListingIsDenied) {
  aws_.fail("ListMFADevices", "AccessDenied", "not authorized", 403);
  write_credentials("[default]\naws_access_key_id=AKIADEFAULT00000\naws_secret_access_key=x\n");
  write_config(std::string("[default]\nmfa_serial = ") + kDevice + "\n");
  const auto info = session().connect(with_code("123456"));
  ASSERT_TRUE(info) << to_string(info.error());
  EXPECT_EQ(info->kind, "MFA session");
}

TEST_F(AuthenticateTest, GoesOnWithoutMfaWhereNothingCanBeFoundOut) {
  aws_.fail("ListMFADevices", "AccessDenied", "not authorized", 403);
  ambient_keys();
  const auto info = session().connect({});
  ASSERT_TRUE(info) << to_string(info.error());
  EXPECT_EQ(info->kind, "long-lived");
  EXPECT_EQ(code_of(with_code("123456")), ErrorCode::kMfaRequired);  // a code was meant for something
}

TEST_F(AuthenticateTest, DoesNotListDevicesIfOneIsNamed) {
  ambient_keys();
  ConnectInput input = with_code("123456");
  input.mfa_serial = kDevice;
  ASSERT_TRUE(session().connect(input));
  EXPECT_TRUE(aws_.calls("ListMFADevices").empty());
}

TEST_F(AuthenticateTest, TemporaryCredentialsHoldUntilTheyExpire) {
  ambient_keys();
  ConnectInput input;
  input.credentials = aws::Credentials{"ASIATYPED0000000", Secret("typed-secret"), Secret("typed-token"),
                                       clock_.now() + minutes(30), "typed"};
  ASSERT_TRUE(session().connect(input));
  clock_.advance(minutes(29));
  EXPECT_EQ(session().connections()->size(), 1U);
  clock_.advance(minutes(1));
  EXPECT_TRUE(session().connections()->empty());
}

}  // namespace
}  // namespace coffer::secrets
