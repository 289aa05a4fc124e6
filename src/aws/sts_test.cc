#include "aws/sts.h"

#include "aws/testing/client_fixture.h"

namespace coffer::aws {
namespace {

using std::chrono::seconds;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kMfa = "arn:aws:iam::123456789012:mfa/me";
constexpr std::string_view kRole = "arn:aws:iam::123456789012:role/reader";

std::string credentials_answer(std::string_view call,
                               std::string_view expiration = "2015-08-30T14:36:00.250Z") {
  return "<" + std::string(call) + "Response><" + std::string(call) +
         "Result><Credentials><AccessKeyId>ASIANEW</AccessKeyId><SecretAccessKey>new/sec&amp;ret</"
         "SecretAccessKey>"
         "<SessionToken>new-token</SessionToken><Expiration>" +
         std::string(expiration) + "</Expiration></Credentials></" + std::string(call) + "Result></" +
         std::string(call) + "Response>";
}

class StsTest : public ClientFixture {
 protected:
  Result<Credentials> with_mfa(std::string_view code) {
    return get_session_token(client(), long_lived(), "eu-west-1", std::string(kMfa), Secret(code),
                             seconds(7200));
  }
  Result<Credentials> role(AssumeRoleInput input = {}) {
    if (input.role_arn.empty()) input.role_arn = kRole;
    return assume_role(client(), long_lived(), "eu-west-1", input);
  }
};

TEST_F(StsTest, NamesTheCaller) {
  transport_.push(
      200,
      "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/me</Arn>"
      "<UserId>AIDA</UserId><Account>123456789012</Account></GetCallerIdentityResult></"
      "GetCallerIdentityResponse>");
  const auto identity = get_caller_identity(client(), long_lived(), "eu-west-1");
  ASSERT_TRUE(identity) << to_string(identity.error());
  EXPECT_EQ(identity->account, "123456789012");
  EXPECT_EQ(identity->arn, "arn:aws:iam::123456789012:user/me");
  EXPECT_EQ(identity->user_id, "AIDA");
}

TEST_F(StsTest, TradesKeysAndACodeForASession) {
  transport_.push(200, credentials_answer("GetSessionToken"));
  const auto session = with_mfa("123456");
  ASSERT_TRUE(session) << to_string(session.error());
  EXPECT_EQ(session->access_key_id, "ASIANEW");
  EXPECT_EQ(plain(session->secret_access_key), "new/sec&ret");
  EXPECT_EQ(plain(session->session_token), "new-token");
  EXPECT_EQ(session->expires, kNow + seconds(7200) + std::chrono::milliseconds(250));
  EXPECT_EQ(transport_.requests().at(0).body,
            "Action=GetSessionToken&Version=2011-06-15&DurationSeconds=7200&SerialNumber="
            "arn%3Aaws%3Aiam%3A%3A123456789012%3Amfa%2Fme&TokenCode=123456");
}

TEST_F(StsTest, AWrongCodeAsksAgainAndDoesNotShowIt) {
  transport_
      .push(403, xml_error("AccessDenied",
                           "MultiFactorAuthentication failed with invalid MFA one time pass code."))
      .push(400, xml_error("ValidationError",
                           "1 validation error detected: Value '654321' at 'tokenCode' failed"));
  for (int i = 0; i < 2; ++i) {
    const auto refused = with_mfa("654321");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kMfaWrong);
    EXPECT_THAT(to_string(refused.error()), Not(HasSubstr("654321")));
  }
}

TEST_F(StsTest, ChecksTheCodeTheDeviceAndTheDurationBeforeAnyCall) {
  for (const std::string_view code : {"", "12345", "1234567", "12345x"}) {
    const auto refused = with_mfa(code);
    ASSERT_FALSE(refused) << code;
    EXPECT_EQ(refused.error().code, ErrorCode::kMfaWrong);
  }
  const auto device =
      get_session_token(client(), long_lived(), "eu-west-1", "me", Secret("123456"), seconds(7200));
  ASSERT_FALSE(device);
  EXPECT_EQ(device.error().field, "MFA device");
  const auto duration = get_session_token(client(), long_lived(), "eu-west-1", std::string(kMfa),
                                          Secret("123456"), seconds(60));
  ASSERT_FALSE(duration);
  EXPECT_EQ(duration.error().field, "duration");
  EXPECT_TRUE(transport_.requests().empty());
}

TEST_F(StsTest, KnowsMfaDevicesByArnOrSerialNumber) {
  for (const char* device :
       {"arn:aws:iam::123456789012:mfa/me", "arn:aws-cn:iam::123456789012:mfa/team/me", "GAHT12345678"})
    EXPECT_TRUE(check_mfa_serial(device)) << device;
  for (const char* other :
       {"", "me", "arn:aws:iam::123456789012:user/me", "arn:aws:iam::123456789012:mfa/me you"})
    EXPECT_FALSE(check_mfa_serial(other)) << other;
}

TEST_F(StsTest, AssumesARoleWithAllThatItMayTake) {
  transport_.push(200, credentials_answer("AssumeRole"));
  const Secret code("123456");
  AssumeRoleInput input;
  input.role_arn = kRole;
  input.external_id = "ex t";
  input.session_policy = "{}";
  input.mfa_serial = kMfa;
  input.mfa_code = &code;
  const auto assumed = role(std::move(input));
  ASSERT_TRUE(assumed) << to_string(assumed.error());
  EXPECT_EQ(assumed->source, "AssumeRole " + std::string(kRole));
  EXPECT_THAT(
      transport_.requests().at(0).body,
      HasSubstr("RoleSessionName=coffer&DurationSeconds=3600&ExternalId=ex+t&Policy=%7B%7D&SerialNumber="));
}

TEST_F(StsTest, ARoleThatCannotBeAssumedHasItsOwnCode) {
  transport_.push(
      403,
      xml_error("AccessDenied", "User: arn:aws:iam::1:user/me is not authorized to perform: sts:AssumeRole"));
  const auto refused = role();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kRoleNotAssumable);
  EXPECT_THAT(refused.error().what, HasSubstr(kRole));
  EXPECT_THAT(refused.error().what, HasSubstr("user/me"));
}

TEST_F(StsTest, ChecksTheRoleBeforeAnyCall) {
  AssumeRoleInput wrong_arn;
  wrong_arn.role_arn = "reader";
  EXPECT_EQ(role(std::move(wrong_arn)).error().field, "Role ARN");
  AssumeRoleInput long_policy;
  long_policy.session_policy = std::string(2049, 'x');
  EXPECT_EQ(role(std::move(long_policy)).error().field, "session policy");
  AssumeRoleInput no_code;
  no_code.mfa_serial = kMfa;
  EXPECT_EQ(role(std::move(no_code)).error().code, ErrorCode::kMfaRequired);
  EXPECT_TRUE(transport_.requests().empty());
}

TEST_F(StsTest, IncompleteCredentialsAreRefused) {
  transport_
      .push(
          200,
          "<AssumeRoleResponse><Credentials><AccessKeyId>A</AccessKeyId></Credentials></AssumeRoleResponse>")
      .push(200, credentials_answer("AssumeRole", "soon"));
  for (int i = 0; i < 2; ++i) {
    const auto refused = role();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kServiceError);
    EXPECT_THAT(to_string(refused.error()), Not(HasSubstr("new-token")));
  }
}

}  // namespace
}  // namespace coffer::aws
