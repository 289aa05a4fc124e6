#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/testing/fake_transport.h"
#include "runner/runner.h"
#include "runner/testing/fake_secret_source.h"

namespace coffer::runner {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kValue = "sk-live-51Habcdefgh";

class SendTest : public ::testing::Test {
 protected:
  SendTest() {
    folder_.name = "Shop";
    item_.name = "List";
    placed_.item = &item_;
    placed_.folders = {&folder_};
    settings_.collection_name = "Shop";
    prepared_.method = "GET";
    prepared_.url = "https://api.example.com/orders";
    source_.entries["key"] = {.value = kValue};
  }

  ItemResult run() {
    const Parts parts{&transport_, &source_, &redactor_, &clock_, &random_};
    return send(parts, placed_, prepared_, cookies_, settings_, on_response_);
  }

  void use_key_in_header() { prepared_.headers = {{"X-Key", "{{vault:key}}"}}; }
  void use_key_in_body() {
    prepared_.method = "POST";
    prepared_.body = postman::RawBody{"{\"k\":\"{{vault:key}}\"}", "json"};
  }
  void answer_redirect(int status, const std::string& location) {
    transport_.push(status, "", {{"Location", location}});
  }

  http::FakeTransport transport_;
  FakeSecretSource source_;
  secrets::Redactor redactor_;
  FakeClock clock_{WallTime(std::chrono::milliseconds(1'790'000'000'000))};
  crypto::SeededRandom random_{7};
  postman::Folder folder_;
  postman::Item item_;
  postman::PlacedItem placed_;
  postman::PreparedRequest prepared_;
  http::CookieJar cookies_;
  SendSettings settings_;
  std::function<Result<void>(const http::Response&)> on_response_;
};

TEST_F(SendTest, SendsTheValueAndShowsTheReference) {
  use_key_in_header();
  transport_.push(200, std::string("you sent ") + kValue, {{"X-Echo", kValue}});
  const ItemResult result = run();
  ASSERT_FALSE(result.error) << to_string(*result.error);
  ASSERT_EQ(transport_.requests().size(), 1U);
  EXPECT_EQ(transport_.requests()[0].header("X-Key"), kValue);
  ASSERT_EQ(result.exchanges.size(), 1U);
  EXPECT_EQ(http::find_header(result.exchanges[0].request_headers, "X-Key"), "{{vault:key}}");
  EXPECT_EQ(http::find_header(result.exchanges[0].response_headers, "X-Echo"), "{{vault:key}}");
  EXPECT_EQ(result.response_body, "you sent {{vault:key}}");
  ASSERT_EQ(result.references.size(), 1U);
  EXPECT_EQ(result.references[0].name, "key");
  EXPECT_EQ(result.references[0].took.count(), 34);
}

TEST_F(SendTest, GivesTheCallerTheResponseAsItCame) {
  use_key_in_header();
  transport_.push(200, kValue);
  std::string seen;
  on_response_ = [&](const http::Response& response) -> Result<void> {
    COFFER_ASSIGN(seen, response.body->read());
    return {};
  };
  EXPECT_FALSE(run().error);
  EXPECT_EQ(seen, kValue);
}

// Spec 5.2: every cause, and nothing goes out.
TEST_F(SendTest, SendsNothingWhereAReferenceFails) {
  use_key_in_header();
  for (const ErrorCode code : {ErrorCode::kSecretOff, ErrorCode::kNotConnected, ErrorCode::kAccessDenied,
                               ErrorCode::kNetwork, ErrorCode::kThrottled, ErrorCode::kJsonKeyMissing}) {
    source_.entries["key"].failure = Error{code, "cause", "mend"};
    const ItemResult result = run();
    ASSERT_TRUE(result.error);
    EXPECT_EQ(result.error->code, code);
    EXPECT_EQ(result.error->what, "{{vault:key}}: cause");
    EXPECT_EQ(result.error->mend, "mend");
    EXPECT_EQ(result.error->field, "header X-Key");
    EXPECT_EQ(result.failed_reference, "key");
    EXPECT_TRUE(result.reference_failed);
    EXPECT_TRUE(result.exchanges.empty());
  }
  EXPECT_TRUE(transport_.requests().empty());
  EXPECT_TRUE(source_.used.empty());
}

TEST_F(SendTest, TellsFurtherFailuresAsWarnings) {
  prepared_.headers = {{"X-A", "{{vault:none}}"}, {"X-B", "{{vault:key}}"}, {"X-C", "{{vault:nil}}"}};
  const ItemResult result = run();
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kSecretNotFound);
  EXPECT_EQ(result.failed_reference, "none");
  ASSERT_EQ(result.warnings.size(), 1U);
  EXPECT_THAT(result.warnings[0], HasSubstr("nil"));
  EXPECT_TRUE(transport_.requests().empty());
}

TEST_F(SendTest, AsksForAllReferencesAtOnceWithTheFinalOrigin) {
  source_.entries["other"] = {.value = "another-value"};
  prepared_.headers = {{"X-A", "{{vault:key}}"}, {"X-B", "{{vault:other}}{{vault:key}}"}};
  transport_.push(200);
  EXPECT_FALSE(run().error);
  ASSERT_EQ(source_.asked.size(), 1U);
  EXPECT_THAT(source_.asked[0].names, ElementsAre("key", "other"));
  EXPECT_EQ(http::to_string(*source_.asked[0].origin), "https://api.example.com");
}

TEST_F(SendTest, RefusesAHostThatTheSecretMayNotGoTo) {
  use_key_in_header();
  source_.entries["key"].hosts = {"other.example.com"};
  const ItemResult result = run();
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kDomainNotAllowed);
  EXPECT_TRUE(transport_.requests().empty());
}

// The host itself may be a secret: it is resolved first, and both are checked against what it names.
TEST_F(SendTest, ResolvesTheHostFirstAndChecksEverythingAgainstIt) {
  source_.entries["host"] = {.value = "tenant7.example.com"};
  source_.entries["key"].hosts = {"tenant7.example.com"};
  prepared_.url = "https://{{vault:host}}/orders";
  use_key_in_header();
  transport_.push(200);
  const ItemResult good = run();
  ASSERT_FALSE(good.error) << to_string(*good.error);
  ASSERT_EQ(source_.asked.size(), 2U);
  EXPECT_FALSE(source_.asked[0].origin);
  EXPECT_EQ(source_.asked[1].origin->host, "tenant7.example.com");
  EXPECT_EQ(transport_.requests()[0].url, "https://tenant7.example.com/orders");
  EXPECT_THAT(good.exchanges[0].url, Not(HasSubstr("tenant7")));

  source_.entries["host"].hosts = {"elsewhere.example.com"};
  const ItemResult bad = run();
  ASSERT_TRUE(bad.error);
  EXPECT_EQ(bad.error->code, ErrorCode::kDomainNotAllowed);
  EXPECT_THAT(to_string(*bad.error), Not(HasSubstr("tenant7")));
  EXPECT_EQ(transport_.requests().size(), 1U);
}

TEST_F(SendTest, RecordsTheUseBeforeAndNotWithoutIt) {
  use_key_in_header();
  transport_.push(200);
  EXPECT_FALSE(run().error);
  ASSERT_EQ(source_.used.size(), 1U);
  EXPECT_THAT(source_.used[0].names, ElementsAre("key"));
  EXPECT_EQ(source_.used[0].origin, "https://api.example.com");
  EXPECT_EQ(source_.used[0].collection, "Shop");
  EXPECT_EQ(source_.used[0].request, "List");

  source_.audit_failure = Error{ErrorCode::kIo, "the audit log cannot be written"};
  const ItemResult refused = run();
  ASSERT_TRUE(refused.error);
  EXPECT_EQ(refused.error->code, ErrorCode::kIo);
  EXPECT_EQ(transport_.requests().size(), 1U);
}

TEST_F(SendTest, FetchesAgainOnceAfterA401WithACachedValue) {
  use_key_in_header();
  source_.entries["key"].cached = true;
  source_.entries["key"].fresh = "sk-live-rotated-value";
  transport_.push(401).push(200, "welcome");
  const ItemResult result = run();
  ASSERT_FALSE(result.error);
  ASSERT_EQ(transport_.requests().size(), 2U);
  EXPECT_EQ(transport_.requests()[1].header("X-Key"), "sk-live-rotated-value");
  EXPECT_EQ(result.response_body, "welcome");
  ASSERT_EQ(result.exchanges.size(), 2U);
  EXPECT_TRUE(result.exchanges[0].note);
}

TEST_F(SendTest, DoesNotSendAgainWhereTheValueIsTheSame) {
  use_key_in_header();
  source_.entries["key"].cached = true;
  source_.entries["key"].fresh = kValue;
  transport_.push(401);
  EXPECT_FALSE(run().error);
  EXPECT_EQ(source_.refetched.size(), 1U);
  EXPECT_EQ(transport_.requests().size(), 1U);
}

TEST_F(SendTest, A401WithAFreshValueStands) {
  use_key_in_header();
  transport_.push(401);
  EXPECT_FALSE(run().error);
  EXPECT_TRUE(source_.refetched.empty());
}

TEST_F(SendTest, SendsAgainOnlyOnce) {
  use_key_in_header();
  source_.entries["key"].cached = true;
  source_.entries["key"].fresh = "sk-live-rotated-value";
  source_.caching = true;
  transport_.push(401).push(401);
  const ItemResult result = run();
  EXPECT_EQ(result.exchanges.back().status, 401);
  EXPECT_EQ(transport_.requests().size(), 2U);
}

TEST_F(SendTest, FollowsRedirectsWithTheHeadersOfPostman) {
  prepared_.method = "POST";
  prepared_.body = postman::RawBody{"{}", "json"};
  prepared_.headers = {{"Authorization", "Bearer literal"}, {"X-Plain", "1"}};
  answer_redirect(302, "https://other.example.com/next");
  transport_.push(200);
  const ItemResult result = run();
  ASSERT_FALSE(result.error) << to_string(*result.error);
  const auto second = transport_.requests().at(1);
  EXPECT_EQ(second.method, "GET");
  EXPECT_EQ(second.url, "https://other.example.com/next");
  EXPECT_EQ(second.header("Authorization"), "");
  EXPECT_EQ(second.header("Content-Type"), "");
  EXPECT_EQ(second.header("Host"), "");
  EXPECT_EQ(second.header("X-Plain"), "1");
  EXPECT_EQ(second.header("Referer"), "https://api.example.com/orders");
  EXPECT_EQ(second.body, "");
}

// Spec 5.3.
TEST_F(SendTest, KeepsAHeaderBackWhereARedirectLeavesTheAllowedDomains) {
  use_key_in_header();
  source_.entries["key"].hosts = {"api.example.com"};
  answer_redirect(307, "https://evil.example/collect");
  transport_.push(200);
  const ItemResult result = run();
  ASSERT_FALSE(result.error);
  EXPECT_EQ(transport_.requests().at(1).header("X-Key"), "");
  ASSERT_TRUE(result.exchanges[0].note);
  EXPECT_EQ(*result.exchanges[0].note,
            "header X-Key not sent on: {{vault:key}} is not allowed to go to https://evil.example");
  EXPECT_EQ(source_.used.size(), 1U);
}

TEST_F(SendTest, SendsAHeaderOnWhereTheNewHostIsAllowedAndRecordsIt) {
  use_key_in_header();
  source_.entries["key"].hosts = {"api.example.com", "eu.example.com"};
  answer_redirect(307, "https://eu.example.com/orders");
  transport_.push(200);
  ASSERT_FALSE(run().error);
  EXPECT_EQ(transport_.requests().at(1).header("X-Key"), kValue);
  ASSERT_EQ(source_.used.size(), 2U);
  EXPECT_EQ(source_.used[1].origin, "https://eu.example.com");
}

TEST_F(SendTest, AHeaderThatStayedBehindDoesNotComeBack) {
  use_key_in_header();
  source_.entries["key"].hosts = {"api.example.com"};
  answer_redirect(307, "https://evil.example/");
  answer_redirect(307, "https://api.example.com/orders");
  transport_.push(200);
  ASSERT_FALSE(run().error);
  EXPECT_EQ(transport_.requests().at(2).header("X-Key"), "");
}

TEST_F(SendTest, KeepsABodyBackWhereARedirectLeavesTheAllowedDomains) {
  use_key_in_body();
  source_.entries["key"].hosts = {"api.example.com"};
  answer_redirect(308, "https://evil.example/");
  transport_.push(200);
  const ItemResult result = run();
  ASSERT_FALSE(result.error);
  EXPECT_THAT(transport_.requests().at(0).body, HasSubstr(kValue));
  EXPECT_EQ(transport_.requests().at(1).body, "");
  EXPECT_EQ(transport_.requests().at(1).method, "POST");
  EXPECT_EQ(transport_.requests().at(1).header("Content-Type"), "");
  EXPECT_THAT(*result.exchanges[0].note, HasSubstr("body not sent on"));
}

TEST_F(SendTest, DoesNotFollowALocationThatEchoesASecretElsewhere) {
  use_key_in_header();
  source_.entries["key"].hosts = {"api.example.com"};
  answer_redirect(302, std::string("https://evil.example/?k=") + kValue);
  const ItemResult result = run();
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kDomainNotAllowed);
  EXPECT_THAT(result.error->what, HasSubstr("{{vault:key}}"));
  EXPECT_FALSE(result.reference_failed);
  EXPECT_EQ(transport_.requests().size(), 1U);
}

TEST_F(SendTest, NoSecretFollowsARedirectFromHttpsToHttp) {
  use_key_in_header();
  answer_redirect(307, "http://api.example.com/orders");
  transport_.push(200);
  const ItemResult result = run();
  ASSERT_FALSE(result.error);
  EXPECT_EQ(transport_.requests().at(1).header("X-Key"), "");
  EXPECT_EQ(transport_.requests().at(1).header("Referer"), "");
  EXPECT_THAT(*result.exchanges[0].note, HasSubstr("from https to http"));
}

TEST_F(SendTest, AUrlThatCarriesASecretIsNoReferer) {
  prepared_.url = "https://api.example.com/orders?key={{vault:key}}";
  answer_redirect(302, "https://other.example.com/");
  transport_.push(200);
  const ItemResult result = run();
  ASSERT_FALSE(result.error);
  EXPECT_THAT(transport_.requests().at(0).url, HasSubstr(kValue));
  EXPECT_EQ(transport_.requests().at(1).header("Referer"), "");
  EXPECT_EQ(result.exchanges[0].url, "https://api.example.com/orders?key={{vault:key}}");
}

TEST_F(SendTest, GivesUpAfterTooManyRedirects) {
  settings_.max_redirects = 2;
  for (int i = 0; i < 3; ++i) answer_redirect(302, "/again");
  const ItemResult result = run();
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kTooManyRedirects);
  EXPECT_EQ(transport_.requests().size(), 3U);
  EXPECT_EQ(result.exchanges.size(), 3U);
}

TEST_F(SendTest, TheItemsSettingsDecideWhetherToFollow) {
  prepared_.behavior.follow_redirects = false;
  answer_redirect(302, "/next");
  const ItemResult result = run();
  EXPECT_FALSE(result.error);
  EXPECT_EQ(result.exchanges.back().status, 302);
  EXPECT_EQ(transport_.requests().size(), 1U);
}

TEST_F(SendTest, CarriesCookiesFromHopToHopAndKeepsThoseOfTheAuthor) {
  prepared_.headers = {{"Cookie", "mine=1"}};
  transport_.push(302, "", {{"Location", "/next"}, {"Set-Cookie", "sid=abc; Path=/"}});
  transport_.push(200);
  ASSERT_FALSE(run().error);
  EXPECT_EQ(transport_.requests().at(0).header("Cookie"), "mine=1");
  EXPECT_EQ(transport_.requests().at(1).header("Cookie"), "mine=1; sid=abc");
  transport_.push(200);
  prepared_.behavior.disable_cookies = true;
  ASSERT_FALSE(run().error);
  EXPECT_EQ(transport_.requests().at(2).header("Cookie"), "mine=1");
}

TEST_F(SendTest, TheTimeLimitCountsForTheRedirectsTogether) {
  settings_.http.timeout = std::chrono::milliseconds(100);
  http::FakeTransport slow([&](const http::Request&) -> Result<http::Response> {
    clock_.advance(std::chrono::milliseconds(60));
    return http::make_response(302, "", {{"Location", "/again"}});
  });
  const Parts parts{&slow, &source_, &redactor_, &clock_, &random_};
  const ItemResult result = send(parts, placed_, prepared_, cookies_, settings_);
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kTimeout);
  ASSERT_EQ(slow.requests().size(), 2U);
  EXPECT_EQ(slow.requests()[1].options.timeout.count(), 40);
}

// A value too short to be searched for in a text: the part that carries it is not shown at all.
TEST_F(SendTest, DoesNotShowAPartWhoseShortSecretCannotBeFound) {
  source_.entries["key"].value = "a1";
  prepared_.headers = {{"X-Key", "prefix{{vault:key}}suffix"}};
  transport_.push(200);
  const ItemResult result = run();
  EXPECT_EQ(http::find_header(result.exchanges[0].request_headers, "X-Key"),
            "(not shown: carries {{vault:key}})");
}

// Newman's own limit aside, the value that stands across the cut is not shown in part.
TEST_F(SendTest, CutsALongBodyWithoutShowingHalfAValue) {
  use_key_in_header();
  settings_.shown_body_limit = 10;
  transport_.push(200, std::string("12345678") + kValue + "tail");
  const ItemResult result = run();
  EXPECT_TRUE(result.body_cut);
  EXPECT_EQ(result.response_body, "12345678{{");
}

TEST_F(SendTest, ATransportFailureIsTheItemsErrorAndTheRequestIsShown) {
  transport_.push(Error{ErrorCode::kNetwork, "connection refused by api.example.com"});
  const ItemResult result = run();
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kNetwork);
  EXPECT_FALSE(result.reference_failed);
  ASSERT_EQ(result.exchanges.size(), 1U);
  EXPECT_EQ(result.exchanges[0].status, 0);
}

}  // namespace
}  // namespace coffer::runner
