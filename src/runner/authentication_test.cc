// What takes more than one request to authenticate: Digest's challenge, OAuth 2.0's token.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/testing/fake_transport.h"
#include "runner/runner.h"
#include "runner/testing/fake_secret_source.h"

namespace coffer::runner {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class Authentication : public ::testing::Test {
 protected:
  Authentication() { source_.entries["pw"] = {.value = "pw-value-1234"}; }

  void use(const std::string& auth, const std::string& url = "https://api.example.com/orders") {
    auto parsed =
        postman::parse_collection(R"({"info": {"name": "Shop"}, "auth": )" + auth +
                                  R"(, "item": [{"name": "List", "request": {"url": ")" + url + "\"}}]}");
    ASSERT_TRUE(parsed) << to_string(parsed.error());
    collection_ = std::move(*parsed);
  }

  ItemResult run() {
    placed_ = postman::items_of(collection_, {}).value().at(0);
    postman::Substitutor substitute(postman::Scopes{}, clock_, random_);
    auto prepared = postman::prepare(placed_, substitute);
    EXPECT_TRUE(prepared) << to_string(prepared.error());
    prepared_ = std::move(*prepared);
    settings_.collection_name = "Shop";
    return send({&transport_, &source_, &redactor_, &clock_, &random_}, placed_, prepared_, cookies_,
                settings_);
  }
  std::vector<std::string> authorizations() const {
    std::vector<std::string> list;
    for (const auto& request : transport_.requests()) list.push_back(request.header("Authorization"));
    return list;
  }
  void challenge(const std::string& nonce, const std::string& more = "") {
    transport_.push(
        401, "", {{"WWW-Authenticate", "Digest realm=\"r\", qop=\"auth\", nonce=\"" + nonce + "\"" + more}});
  }
  void grant(const std::string& token, const std::string& more = "") {
    transport_.push(200, R"({"access_token": ")" + token + "\", \"token_type\": \"Bearer\"" + more + "}");
  }

  http::FakeTransport transport_;
  FakeSecretSource source_;
  secrets::Redactor redactor_;
  FakeClock clock_{WallTime(std::chrono::milliseconds(1'790'000'000'000))};
  crypto::SeededRandom random_{7};
  postman::Collection collection_;
  postman::PlacedItem placed_;
  postman::PreparedRequest prepared_;
  http::CookieJar cookies_;
  SendSettings settings_;
};

constexpr const char* kDigest =
    R"({"type": "digest", "digest": {"username": "u", "password": "{{vault:pw}}"}})";
constexpr const char* kGrant = R"({"type": "oauth2", "oauth2": {"grant_type": "client_credentials",
  "accessTokenUrl": "https://id.example.com/token", "clientId": "me", "clientSecret": "{{vault:pw}}"}})";

TEST_F(Authentication, DigestAnswersTheChallengeAndShowsNoHash) {
  use(kDigest);
  challenge("n1");
  transport_.push(200, "in");
  const ItemResult result = run();
  ASSERT_FALSE(result.error) << to_string(*result.error);
  EXPECT_THAT(authorizations(), ElementsAre("", AllOf(StartsWith("Digest username=\"u\""),
                                                      HasSubstr("nonce=\"n1\""), HasSubstr("nc=00000001"))));
  ASSERT_EQ(result.exchanges.size(), 2U);
  EXPECT_EQ(result.exchanges[1].status, 200);
  EXPECT_THAT(*http::find_header(result.exchanges[1].request_headers, "Authorization"),
              "(not shown: carries {{vault:pw}})");
  EXPECT_THAT(*result.exchanges[0].note, HasSubstr("Digest challenge"));
  EXPECT_EQ(source_.used.size(), 1U) << "one use in the audit log";
}

TEST_F(Authentication, DigestUsesItsNonceAgainAndCounts) {
  use(kDigest);
  challenge("n1");
  transport_.push(200).push(200);
  run();
  run();
  EXPECT_THAT(authorizations(), ElementsAre("", HasSubstr("nc=00000001"), HasSubstr("nc=00000002")));
}

TEST_F(Authentication, DigestAnswersOnceWhenThePasswordIsWrong) {
  use(kDigest);
  challenge("n1");
  challenge("n2");
  const ItemResult result = run();
  EXPECT_EQ(result.exchanges.back().status, 401);
  EXPECT_EQ(transport_.requests().size(), 2U);
}

TEST_F(Authentication, DigestAnswersANonceThatWentStale) {
  use(kDigest);
  challenge("n1");
  transport_.push(200);
  run();
  challenge("n2", ", stale=true");
  challenge("n3", ", stale=true");
  transport_.push(200, "in");
  const ItemResult result = run();
  EXPECT_EQ(result.exchanges.back().status, 200);
  EXPECT_THAT(authorizations().back(), HasSubstr("nonce=\"n3\""));
  EXPECT_EQ(transport_.requests().size(), 5U);
}

TEST_F(Authentication, DigestDoesNotAnswerWhereItIsToldNotTo) {
  use(R"({"type": "digest", "digest": {"username": "u", "password": "p", "disableRetryRequest": true}})");
  challenge("n1");
  EXPECT_EQ(run().exchanges.back().status, 401);
  EXPECT_EQ(transport_.requests().size(), 1U);
}

TEST_F(Authentication, ANonceIsForTheHostThatGaveIt) {
  use(kDigest, "https://api.example.com/a");
  challenge("n1");
  transport_.push(200).push(200);
  run();
  prepared_.url = "https://other.example.com/";
  send({&transport_, &source_, &redactor_, &clock_, &random_}, placed_, prepared_, cookies_, settings_);
  EXPECT_EQ(authorizations().back(), "");
}

TEST_F(Authentication, ATokenIsFetchedFirstAndNeverShown) {
  use(kGrant);
  grant("tok-abcdef");
  transport_.push(200, "you sent tok-abcdef");
  const ItemResult result = run();
  ASSERT_FALSE(result.error) << to_string(*result.error);
  const auto requests = transport_.requests();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[0].url, "https://id.example.com/token");
  EXPECT_EQ(requests[0].header("Authorization"), "Basic bWU6cHctdmFsdWUtMTIzNA==");
  EXPECT_EQ(requests[0].body, "grant_type=client_credentials");
  EXPECT_TRUE(requests[0].options.keep_body_off_disk);
  EXPECT_EQ(requests[1].header("Authorization"), "Bearer tok-abcdef");
  ASSERT_EQ(result.exchanges.size(), 1U);
  EXPECT_EQ(*http::find_header(result.exchanges[0].request_headers, "Authorization"),
            "Bearer [OAuth 2.0 access token]");
  EXPECT_THAT(result.response_body, Not(HasSubstr("tok-abcdef")));
  EXPECT_THAT(*result.exchanges[0].note, HasSubstr("https://id.example.com"));
  ASSERT_EQ(source_.used.size(), 1U);
  EXPECT_EQ(source_.used[0].origin, "https://id.example.com");
  EXPECT_EQ(source_.used[0].request, "List (access token)");
  ASSERT_EQ(result.references.size(), 1U);
}

TEST_F(Authentication, ATokenIsKeptUntilAMinuteBeforeItsEnd) {
  use(kGrant);
  grant("tok-one", ", \"expires_in\": 100");
  transport_.push(200).push(200);
  run();
  clock_.advance(std::chrono::seconds(39));
  run();
  EXPECT_EQ(transport_.requests().size(), 3U);
  clock_.advance(std::chrono::seconds(2));
  grant("tok-two");
  transport_.push(200);
  run();
  EXPECT_EQ(authorizations().back(), "Bearer tok-two");
}

TEST_F(Authentication, AKeptTokenThatIsRefusedIsFetchedAgainOnce) {
  use(kGrant);
  grant("tok-one");
  transport_.push(200);
  run();
  transport_.push(401);
  grant("tok-two");
  transport_.push(401);
  const ItemResult result = run();
  EXPECT_EQ(result.exchanges.back().status, 401);
  EXPECT_EQ(authorizations().back(), "Bearer tok-two");
  EXPECT_EQ(transport_.requests().size(), 5U);
}

TEST_F(Authentication, NothingIsSentWhereTheTokenEndpointMayNotHaveTheSecret) {
  source_.entries["pw"].hosts = {"api.example.com"};  // the API may, the token endpoint may not
  use(kGrant);
  const ItemResult result = run();
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kDomainNotAllowed);
  EXPECT_TRUE(result.reference_failed);
  EXPECT_THAT(result.error->field, StartsWith("token request, "));
  EXPECT_THAT(transport_.requests(), IsEmpty());
  EXPECT_THAT(source_.used, IsEmpty());
}

TEST_F(Authentication, TheTokenEndpointNeedNotBeTheApi) {
  source_.entries["pw"].hosts = {"id.example.com"};
  use(kGrant);
  grant("tok-abcdef");
  transport_.push(200);
  EXPECT_FALSE(run().error);
}

TEST_F(Authentication, ARefusalOfTheTokenEndpointIsToldRedacted) {
  use(kGrant);
  transport_.push(401, R"({"error": "invalid_client", "error_description": "pw-value-1234 is wrong"})");
  const ItemResult result = run();
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kAccessDenied);
  EXPECT_FALSE(result.reference_failed);
  EXPECT_THAT(result.error->what, AllOf(HasSubstr("invalid_client"), HasSubstr("{{vault:pw}} is wrong")));
  EXPECT_EQ(transport_.requests().size(), 1U);
}

TEST_F(Authentication, AClientSecretThatWasRotatedIsReadAgain) {
  source_.entries["pw"] = {.value = "old-secret", .source = "aws", .cached = true, .fresh = "new-secret"};
  use(kGrant);
  transport_.push(400, R"({"error": "invalid_client"})");
  grant("tok-abcdef");
  transport_.push(200);
  EXPECT_FALSE(run().error);
  EXPECT_EQ(transport_.requests()[1].header("Authorization"), "Basic bWU6bmV3LXNlY3JldA==");
}

TEST_F(Authentication, AFetchedTokenStaysWithItsHost) {
  use(kGrant);
  collection_.root.behavior.follow_authorization_header = true;
  grant("tok-abcdef");
  transport_.push(307, "", {{"Location", "https://elsewhere.example/"}});
  transport_.push(200);
  const ItemResult result = run();
  ASSERT_FALSE(result.error) << to_string(*result.error);
  EXPECT_EQ(authorizations().back(), "");
}

TEST_F(Authentication, ATokenInTheQueryIsNotShownNorEchoedOn) {
  use(R"({"type": "oauth2", "oauth2": {"grant_type": "client_credentials", "addTokenTo": "queryParams",
          "accessTokenUrl": "https://id.example.com/token", "clientId": "me", "clientSecret": "s"}})");
  grant("tok&abcdef");
  transport_.push(302, "", {{"Location", "https://elsewhere.example/?t=tok%26abcdef"}});
  const ItemResult result = run();
  EXPECT_EQ(transport_.requests()[1].url, "https://api.example.com/orders?access_token=tok%26abcdef");
  EXPECT_THAT(result.exchanges[0].url, Not(HasSubstr("abcdef")));
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kDomainNotAllowed);
}

TEST_F(Authentication, AnNtlmLoginGoesToTheTransportAndNotOnToAnotherHost) {
  use(R"({"type": "ntlm", "ntlm": {"username": "u@corp", "password": "{{vault:pw}}", "workstation": "W"}})");
  transport_.push(307, "", {{"Location", "https://elsewhere.example/"}});
  transport_.push(200);
  const ItemResult result = run();
  ASSERT_FALSE(result.error) << to_string(*result.error);
  const auto requests = transport_.requests();
  ASSERT_EQ(requests.size(), 2U);
  ASSERT_TRUE(requests[0].options.ntlm);
  EXPECT_TRUE(requests[0].options.ntlm->user->equals(Secret("corp\\u")));
  EXPECT_TRUE(requests[0].options.ntlm->password->equals(Secret("pw-value-1234")));
  EXPECT_FALSE(requests[1].options.ntlm);
  EXPECT_THAT(result.warnings, Contains(HasSubstr("workstation")));
}

}  // namespace
}  // namespace coffer::runner
