// Retries, clock skew, signing and options, seen through GetCallerIdentity.
#include "aws/client.h"

#include "aws/sts.h"
#include "aws/testing/client_fixture.h"

namespace coffer::aws {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kIdentity =
    "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/me</Arn>"
    "<UserId>AIDA</UserId><Account>123456789012</Account></GetCallerIdentityResult></"
    "GetCallerIdentityResponse>";

class ClientTest : public ClientFixture {
 protected:
  Result<CallerIdentity> ask(const std::string& region = "eu-west-1") {
    return get_caller_identity(client(), long_lived(), region);
  }
  void succeed() { transport_.push(200, std::string(kIdentity)); }
};

TEST_F(ClientTest, SignsAndSendsPrivately) {
  succeed();
  environment_.set("AWS_CA_BUNDLE", "/ca.pem");
  ASSERT_TRUE(get_caller_identity(client(), temporary(), "eu-west-1"));
  const auto request = transport_.requests().at(0);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, "https://sts.eu-west-1.amazonaws.com/");
  EXPECT_EQ(request.body, "Action=GetCallerIdentity&Version=2011-06-15");
  EXPECT_EQ(request.header("X-Amz-Date"), "20150830T123600Z");
  EXPECT_EQ(request.header("X-Amz-Security-Token"), "session-token-text");
  EXPECT_THAT(request.header("Authorization"), HasSubstr("20150830/eu-west-1/sts/aws4_request"));
  EXPECT_TRUE(request.options.keep_body_off_disk);
  EXPECT_LE(request.options.body_limit, uint64_t{16} << 20);
  EXPECT_GT(request.options.timeout.count(), 0);
  EXPECT_EQ(request.options.tls.ca_file, "/ca.pem");
}

TEST_F(ClientTest, TriesThreeTimesAndWaitsInBetween) {
  transport_.push(503, "<html>busy</html>").push(Error{ErrorCode::kNetwork, "connection reset"});
  succeed();
  EXPECT_TRUE(ask());
  EXPECT_EQ(transport_.requests().size(), 3u);
  EXPECT_GT(clock_.now(), kNow);
  EXPECT_LT(clock_.now() - kNow, std::chrono::seconds(3));
}

TEST_F(ClientTest, GivesUpAfterThreeTries) {
  for (int i = 0; i < 4; ++i) transport_.push(400, xml_error("Throttling", "Rate exceeded"));
  const auto refused = ask();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kThrottled);
  EXPECT_EQ(transport_.requests().size(), 3u);
}

TEST_F(ClientTest, AwsMaxAttemptsCounts) {
  environment_.set("AWS_MAX_ATTEMPTS", "1");
  transport_.push(500, "");
  EXPECT_FALSE(ask());
  EXPECT_EQ(transport_.requests().size(), 1u);
}

TEST_F(ClientTest, ANumberOfAttemptsThatIsNoneIsAnError) {
  environment_.set("AWS_MAX_ATTEMPTS", "many");
  const auto refused = ask();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(refused.error().field, "AWS_MAX_ATTEMPTS");
  EXPECT_TRUE(transport_.requests().empty());
}

TEST_F(ClientTest, StopsRetryingWhenTheQuotaIsUsedUp) {
  for (int call = 0; call < 50; ++call) {
    for (int i = 0; i < 3; ++i) transport_.push(500, "");
    EXPECT_FALSE(ask());
  }
  const size_t before = transport_.requests().size();
  EXPECT_EQ(before, 150u);  // 50 calls · 2 retries · 5 = all 500
  transport_.push(500, "").push(500, "");
  EXPECT_FALSE(ask());
  EXPECT_EQ(transport_.requests().size(), before + 1);
}

TEST_F(ClientTest, DoesNotRetryWhatStaysWrong) {
  transport_.push(
      403, xml_error("InvalidClientTokenId", "The security token included in the request is invalid."));
  EXPECT_FALSE(ask());
  transport_.push(Error{ErrorCode::kTls, "certificate has expired"});
  const auto tls = ask();
  ASSERT_FALSE(tls);
  EXPECT_EQ(tls.error().code, ErrorCode::kTls);
  EXPECT_EQ(transport_.requests().size(), 2u);
}

TEST_F(ClientTest, CorrectsTheClockFromTheServersDateAndRemembersIt) {
  const http::Headers date{{"Date", "Sun, 30 Aug 2015 13:36:00 GMT"}};
  transport_.push(
      403, xml_error("SignatureDoesNotMatch", "Signature expired: 20150830T123600Z is now earlier than"),
      date);
  succeed();
  succeed();
  EXPECT_TRUE(ask());
  EXPECT_TRUE(ask());
  const auto requests = transport_.requests();
  ASSERT_EQ(requests.size(), 3u);
  EXPECT_EQ(requests[0].header("X-Amz-Date"), "20150830T123600Z");
  EXPECT_EQ(requests[1].header("X-Amz-Date"), "20150830T133600Z");
  EXPECT_EQ(requests[2].header("X-Amz-Date"), "20150830T133600Z");
  EXPECT_EQ(clock_.now(), kNow);  // without waiting
}

TEST_F(ClientTest, SignsAgainOnlyOnceAndForgetsAnOffsetThatDidNotHelp) {
  const http::Headers date{{"Date", "Sun, 30 Aug 2015 13:36:00 GMT"}};
  const http::Headers other{{"Date", "Sun, 30 Aug 2015 18:36:00 GMT"}};
  transport_.push(403, xml_error("SignatureDoesNotMatch", "no"), date)
      .push(403, xml_error("SignatureDoesNotMatch", "no"), other);
  const auto refused = ask();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kCredentialsInvalid);
  EXPECT_EQ(transport_.requests().size(), 2u);
  succeed();
  EXPECT_TRUE(ask());
  EXPECT_EQ(transport_.requests().back().header("X-Amz-Date"), "20150830T123600Z");
}

TEST_F(ClientTest, TakesNoTimeFromCachesSmallDifferencesOrSuccesses) {
  transport_.push(403, xml_error("SignatureDoesNotMatch", "no"),
                  {{"Date", "Sun, 30 Aug 2015 13:36:00 GMT"}, {"Age", "3600"}});
  EXPECT_FALSE(ask());
  transport_.push(403, xml_error("SignatureDoesNotMatch", "no"), {{"Date", "Sun, 30 Aug 2015 12:36:05 GMT"}});
  EXPECT_FALSE(ask());
  transport_.push(200, std::string(kIdentity), {{"Date", "Sun, 30 Aug 2015 23:36:00 GMT"}});
  EXPECT_TRUE(ask());
  succeed();
  EXPECT_TRUE(ask());
  EXPECT_EQ(transport_.requests().size(), 4u);
  EXPECT_EQ(transport_.requests().back().header("X-Amz-Date"), "20150830T123600Z");
}

TEST_F(ClientTest, AClockThatCannotBeCorrectedIsNamed) {
  transport_.push(403, xml_error("SignatureDoesNotMatch", "Signature not yet current: 20150830T123600Z"));
  const auto refused = ask();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().field, "clock");
}

// Spec 3.3: a wrong region and no network are two messages.
TEST_F(ClientTest, TellsAWrongRegionFromNoNetwork) {
  transport_.push(Error{ErrorCode::kNetwork, "name lookup failed"})
      .push(Error{ErrorCode::kNetwork, "name lookup failed"})
      .push(Error{ErrorCode::kNetwork, "name lookup failed"});
  const auto network = ask("eu-west-1");
  ASSERT_FALSE(network);
  EXPECT_EQ(network.error().code, ErrorCode::kNetwork);
  EXPECT_THAT(network.error().what, HasSubstr("sts.eu-west-1.amazonaws.com"));
  for (int i = 0; i < 3; ++i) transport_.push(Error{ErrorCode::kNetwork, "name lookup failed"});
  const auto region = ask("eu-wst-1");
  ASSERT_FALSE(region);
  EXPECT_EQ(region.error().code, ErrorCode::kRegionWrong);
  EXPECT_EQ(region.error().field, "region");
}

TEST_F(ClientTest, WithoutARegionNothingIsSent) {
  const auto refused = ask("");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kRegionWrong);
  EXPECT_TRUE(transport_.requests().empty());
}

TEST_F(ClientTest, GarbageIsAnErrorAndNoCrash) {
  const std::string bodies[] = {"",
                                "<",
                                "{",
                                "<html>Sign in</html>",
                                "{}",
                                "<a/>",
                                std::string(100, '\0'),
                                "\xff\xfe",
                                "<ErrorResponse><Error/></ErrorResponse>",
                                "[1]",
                                "{\"__type\":1}",
                                "<?xml?>",
                                std::string(200000, '[')};
  for (const std::string& body : bodies) {
    for (const int status : {200, 302, 400, 404}) {
      transport_.push(status, body);
      const auto refused = ask();
      ASSERT_FALSE(refused);
      EXPECT_EQ(refused.error().code, ErrorCode::kServiceError) << status << body.substr(0, 20);
      EXPECT_NE(refused.error().mend, "");
    }
  }
}

TEST_F(ClientTest, AProxyThatWantsAPasswordIsNamed) {
  transport_.push(407, "<html></html>");
  const auto refused = ask();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kNetwork);
  EXPECT_THAT(refused.error().what, HasSubstr("proxy"));
}

}  // namespace
}  // namespace coffer::aws
