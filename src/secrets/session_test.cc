#include "secrets/session.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <thread>

#include "json/json.h"
#include "secrets/testing/session_fixture.h"

namespace coffer::secrets {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const std::string kRole = "arn:aws:iam::210987654321:role/reader";

TEST_F(SessionTest, ResolvesALinkedSecretLive) {
  aws_.put(test_arn("a"), " value a\n", "v-7");
  connected();
  link("a", test_arn("a"));
  const auto got = std::move(session().resolve({"a"}, std::nullopt)[0]);
  ASSERT_TRUE(got) << to_string(got.error());
  EXPECT_EQ(text_of(got), " value a\n");
  EXPECT_TRUE(got->linked);
  EXPECT_FALSE(got->cached);
  EXPECT_EQ(got->source, "aws " + test_arn("a"));
  EXPECT_EQ(got->version_id, "v-7");
  EXPECT_EQ(got->identity, "arn:aws:iam::123456789012:user/AKIAENVIRONMENT0");
  EXPECT_EQ(redactor_.redact("value a"), "{{vault:a}}");
}

TEST_F(SessionTest, ConnectsOnceAndOnlyWhenALinkNeedsIt) {
  aws_.put(test_arn("a"), "value-a");
  connected();
  EXPECT_TRUE(aws_.calls("GetCallerIdentity").empty());
  link("a", test_arn("a"));
  value("a");
  value("a");
  EXPECT_EQ(aws_.calls("GetCallerIdentity").size(), 1U);
}

TEST_F(SessionTest, ALookReadsNothing) {
  connected();
  link("a", test_arn("a"));
  const auto before = session().look("a", std::nullopt);
  ASSERT_TRUE(before) << to_string(before.error());
  EXPECT_FALSE(before->connected);
  EXPECT_EQ(before->source, "aws " + test_arn("a"));
  EXPECT_EQ(session().look("b", std::nullopt).error().code, ErrorCode::kSecretNotFound);
  EXPECT_TRUE(aws_.calls("GetCallerIdentity").empty());

  aws_.put(test_arn("a"), "value-a");
  value("a");
  const size_t reads = aws_.calls("GetSecretValue").size() + aws_.calls("BatchGetSecretValue").size();
  EXPECT_TRUE(session().look("a", std::nullopt)->connected);
  EXPECT_EQ(aws_.calls("GetSecretValue").size() + aws_.calls("BatchGetSecretValue").size(), reads);
}

TEST_F(SessionTest, FetchesTogetherEachSecretOnce) {
  for (const std::string name : {"a", "b", "c"}) aws_.put(test_arn(name), R"({"k":"value-)" + name + "\"}");
  connected();
  for (const std::string name : {"a", "b", "c"}) link(name, test_arn(name), "k");
  link("a-too", test_arn("a"));
  EXPECT_EQ(values({"a", "b", "c", "a-too", "a"}),
            (std::vector<std::string>{"value-a", "value-b", "value-c", R"({"k":"value-a"})", "value-a"}));
  EXPECT_EQ(aws_.calls("BatchGetSecretValue").size(), 1U);
  EXPECT_TRUE(aws_.calls("GetSecretValue").empty());
}

TEST_F(SessionTest, SplitsBatchesAtTwenty) {
  connected();
  std::vector<std::string> names;
  for (int i = 0; i < 45; ++i) {
    names.push_back(fmt::format("s{}", i));
    aws_.put(test_arn(names.back()), fmt::format("value-{}", i));
    link(names.back(), test_arn(names.back()));
  }
  const auto got = values(names);
  for (int i = 0; i < 45; ++i) EXPECT_EQ(got[static_cast<size_t>(i)], fmt::format("value-{}", i));
  EXPECT_EQ(aws_.calls("BatchGetSecretValue").size(), 3U);
}

TEST_F(SessionTest, ReadsSinglyWhereBatchesAreDeniedAndRemembersIt) {
  aws_.put(test_arn("a"), "value-a");
  aws_.put(test_arn("b"), "value-b");
  aws_.fail("BatchGetSecretValue", "AccessDeniedException",
            "not authorized to perform: secretsmanager:BatchGetSecretValue");
  connected().set_cache_duration(seconds(0));
  link("a", test_arn("a"));
  link("b", test_arn("b"));
  EXPECT_EQ(values({"a", "b"}), (std::vector<std::string>{"value-a", "value-b"}));
  EXPECT_EQ(values({"a", "b"}), (std::vector<std::string>{"value-a", "value-b"}));
  EXPECT_EQ(aws_.calls("BatchGetSecretValue").size(), 1U);
  EXPECT_EQ(aws_.calls("GetSecretValue").size(), 4U);
}

TEST_F(SessionTest, ReadsSinglyWhatABatchDoesNotGive) {
  aws_.put(test_arn("a"), "value-a");
  connected();
  link("a", test_arn("a"));
  link("b", test_arn("b"));
  EXPECT_EQ(values({"a", "b"}), (std::vector<std::string>{"value-a", "error: external-secret-not-found"}));
  EXPECT_EQ(aws_.calls("GetSecretValue").size(), 1U);
}

TEST_F(SessionTest, DoesNotAskTwentyTimesWhereTheNetworkIsDown) {
  connected();
  link("a", test_arn("a"));
  link("b", test_arn("b"));
  aws_.cut("BatchGetSecretValue", ErrorCode::kNetwork);
  EXPECT_EQ(values({"a", "b"}), (std::vector<std::string>(2, "error: network")));
  EXPECT_TRUE(aws_.calls("GetSecretValue").empty());
}

TEST_F(SessionTest, ReadsVersionsSingly) {
  const std::string uuid = "01234567-89ab-cdef-0123-456789abcdef";
  aws_.put(test_arn("a"), "value-a", uuid);
  connected();
  vault::Link by_id;
  by_id.secret = test_arn("a");
  by_id.version = uuid;
  vault::Link by_stage = by_id;
  by_stage.version = "blue";
  link("id", by_id);
  link("stage", by_stage);
  EXPECT_EQ(values({"id", "stage"}), (std::vector<std::string>(2, "value-a")));
  EXPECT_EQ(aws_.calls("GetSecretValue").size(), 2U);
}

TEST_F(SessionTest, TriesALongVersionThatIsNoIdAsALabel) {
  aws_.put(test_arn("a"), "value-a");
  connected();
  vault::Link made;
  made.secret = test_arn("a");
  made.version = "release-2026-01-with-a-very-long-name";
  link("a", made);
  EXPECT_EQ(value("a"), "error: version-not-found");
  const auto calls = aws_.calls("GetSecretValue");
  ASSERT_EQ(calls.size(), 2U);
  EXPECT_NE(calls[0].body.find("VersionId"), std::string::npos);
  EXPECT_NE(calls[1].body.find("VersionStage"), std::string::npos);
}

TEST_F(SessionTest, UsesTheRegionOfTheArn) {
  aws_.put(test_arn("a", "ap-southeast-2"), "value-a");
  connected();
  link("a", test_arn("a", "ap-southeast-2"));
  EXPECT_EQ(value("a"), "value-a");
  EXPECT_EQ(aws_.calls("GetSecretValue")[0].host, "secretsmanager.ap-southeast-2.amazonaws.com");
}

TEST_F(SessionTest, TakesTheArnsRegionWhereNoneIsSet) {
  aws_.put(test_arn("a", "ap-southeast-2"), "value-a");
  environment_.set("AWS_REGION", "");
  connected();
  link("a", test_arn("a", "ap-southeast-2"));
  EXPECT_EQ(value("a"), "value-a");
}

TEST_F(SessionTest, AssumesARoleOnceForAllItsSecrets) {
  aws_.put(test_arn("a"), "value-a");
  aws_.put(test_arn("b"), "value-b");
  connected().set_cache_duration(seconds(0));
  vault::Link made;
  made.role = kRole;
  made.external_id = "ext-1";
  made.secret = test_arn("a");
  link("a", made);
  made.secret = test_arn("b");
  link("b", made);
  EXPECT_EQ(values({"a", "b"}), (std::vector<std::string>{"value-a", "value-b"}));
  EXPECT_EQ(values({"a"}), std::vector<std::string>{"value-a"});
  const auto assumed = aws_.calls("AssumeRole");
  ASSERT_EQ(assumed.size(), 1U);
  EXPECT_NE(assumed[0].body.find("ExternalId=ext-1"), std::string::npos);
  EXPECT_EQ(assumed[0].body.find("Policy="), std::string::npos);
  EXPECT_EQ(aws_.calls("BatchGetSecretValue")[0].key_id, "ASIAROLE00000001");
}

TEST_F(SessionTest, KeepsRoleCredentialsUntilFiveMinutesBeforeTheyExpire) {
  aws_.put(test_arn("a"), "value-a");
  connected().set_cache_duration(seconds(0));
  vault::Link made;
  made.role = kRole;
  made.secret = test_arn("a");
  link("a", made);
  value("a");
  clock_.advance(minutes(55) - seconds(1));
  value("a");
  EXPECT_EQ(aws_.assumed_roles, 1);
  clock_.advance(seconds(1));
  value("a");
  EXPECT_EQ(aws_.assumed_roles, 2);
}

TEST_F(SessionTest, CutsARoleDownToTheOneSecret) {
  aws_.put(test_arn("a"), "value-a");
  aws_.put(test_arn("b"), "value-b");
  connected();
  vault::Link made;
  made.role = kRole;
  made.narrow_role = true;
  made.secret = test_arn("a");
  link("a", made);
  made.secret = test_arn("b");
  link("b", made);
  EXPECT_EQ(values({"a", "b"}), (std::vector<std::string>{"value-a", "value-b"}));
  const auto assumed = aws_.calls("AssumeRole");
  ASSERT_EQ(assumed.size(), 2U);
  EXPECT_NE(assumed[0].body.find("Policy="), std::string::npos);
  EXPECT_TRUE(aws_.calls("BatchGetSecretValue").empty());
}

TEST_F(SessionTest, AssumesARoleAgainWhoseSessionEndedEarly) {
  aws_.put(test_arn("a"), "value-a");
  connected().set_cache_duration(seconds(0));
  vault::Link made;
  made.role = kRole;
  made.secret = test_arn("a");
  link("a", made);
  value("a");
  aws_.fail_next("GetSecretValue", "ExpiredTokenException");
  EXPECT_EQ(value("a"), "value-a");
  EXPECT_EQ(aws_.assumed_roles, 2);
}

TEST_F(SessionTest, CachesValuesForTheirTime) {
  aws_.put(test_arn("a"), "old-value");
  connected();
  link("a", test_arn("a"));
  value("a");
  aws_.put(test_arn("a"), "new-value", "v-2");
  clock_.advance(minutes(59));
  const auto cached = std::move(session().resolve({"a"}, std::nullopt)[0]);
  EXPECT_EQ(text_of(cached), "old-value");
  EXPECT_TRUE(cached->cached);
  clock_.advance(minutes(1));
  EXPECT_EQ(value("a"), "new-value");
}

TEST_F(SessionTest, LetsALinkOverrideTheCacheDuration) {
  aws_.put(test_arn("a"), "value-a");
  connected();
  vault::Link made;
  made.secret = test_arn("a");
  made.cache_seconds = 0;
  link("a", made);
  value("a");
  value("a");
  EXPECT_EQ(aws_.calls("GetSecretValue").size(), 2U);
}

TEST_F(SessionTest, ResetsTheCacheByHand) {
  aws_.put(test_arn("a"), "value-a");
  connected();
  link("a", test_arn("a"));
  value("a");
  ASSERT_TRUE(session().reset_cache());
  value("a");
  EXPECT_EQ(aws_.calls("GetSecretValue").size(), 2U);
}

TEST_F(SessionTest, ReadsAgainAndTellsWhetherTheUsedValueChanged) {
  aws_.put(test_arn("a"), R"({"k":"one","other":1})");
  connected();
  link("a", test_arn("a"), "k");
  value("a");
  aws_.put(test_arn("a"), R"({"k":"one","other":2})");
  EXPECT_FALSE(*session().refetch({"a"}));
  aws_.put(test_arn("a"), R"({"k":"two","other":2})");
  EXPECT_TRUE(*session().refetch({"a"}));
  EXPECT_EQ(value("a"), "two");
  aws_.fail("GetSecretValue", "InternalServiceError", "no", 500);
  EXPECT_EQ(session().refetch({"a"}).error().code, ErrorCode::kServiceError);
}

TEST_F(SessionTest, FetchesOnceForManyThreads) {
  aws_.put(test_arn("a"), "value-a");
  connected();
  link("a", test_arn("a"));
  std::vector<std::jthread> threads;
  for (int t = 0; t < 8; ++t) threads.emplace_back([this] { EXPECT_EQ(value("a"), "value-a"); });
  threads.clear();
  EXPECT_EQ(aws_.calls("GetSecretValue").size(), 1U);
  EXPECT_EQ(aws_.calls("GetCallerIdentity").size(), 1U);
}

TEST_F(SessionTest, ChoosesTheConnectionThatIsNamedThenTheAccountsThenTheDefault) {
  const std::string other = "210987654321";
  write_credentials(
      "[default]\naws_access_key_id=AKIADEFAULT00000\naws_secret_access_key=x\n"
      "[other]\naws_access_key_id=AKIAOTHER0000000\naws_secret_access_key=x\n");
  aws_.accounts["AKIAOTHER0000000"] = other;
  for (const std::string name : {"default", "other"}) {
    ConnectInput input;
    input.name = name;
    input.profile = name;
    ASSERT_TRUE(session().connect(input));
  }
  const auto key_for = [&](const std::string& name, const std::string& account,
                           const std::string& connection) {
    vault::Link made;
    made.secret = test_arn(name, "eu-west-1", account);
    made.connection = connection;
    aws_.put(made.secret, "value-" + name);
    link(name, made);
    EXPECT_EQ(value(name), "value-" + name);
    return aws_.calls("GetSecretValue").back().key_id;
  };
  EXPECT_EQ(key_for("a", kAccount, ""), "AKIADEFAULT00000");
  EXPECT_EQ(key_for("b", other, ""), "AKIAOTHER0000000");
  EXPECT_EQ(key_for("c", "111111111111", ""), "AKIADEFAULT00000");
  EXPECT_EQ(key_for("d", kAccount, "other"), "AKIAOTHER0000000");
}

TEST_F(SessionTest, DoesNotMixUpTheValuesOfTwoConnections) {
  write_credentials(
      "[default]\naws_access_key_id=AKIADEFAULT00000\naws_secret_access_key=x\n"
      "[other]\naws_access_key_id=AKIAOTHER0000000\naws_secret_access_key=x\n");
  session().connect_on_demand({});
  vault::Link made;
  made.secret = test_arn("a");
  link("mine", made);
  made.connection = "other";
  link("theirs", made);
  aws_.put(made.secret, "first-value");
  EXPECT_EQ(value("mine"), "first-value");
  aws_.put(made.secret, "second-value");
  EXPECT_EQ(value("theirs"), "second-value");  // not out of the other one's cache
  EXPECT_EQ(session().connections()->size(), 2U);
}

TEST_F(SessionTest, DisconnectForgetsCredentialsAndValues) {
  aws_.put(test_arn("a"), "value-a");
  ambient_keys();
  ASSERT_TRUE(session().connect({}));
  link("a", test_arn("a"));
  value("a");
  ASSERT_TRUE(session().disconnect("default"));
  EXPECT_EQ(value("a"), "error: not-connected");
  ASSERT_TRUE(session().connect({}));
  EXPECT_EQ(value("a"), "value-a");
  EXPECT_EQ(aws_.calls("GetSecretValue").size(), 2U);
}

TEST_F(SessionTest, AsksOnTheSpotWhenASessionHasExpiredAndCarriesOn) {
  prompter_ = std::make_unique<FakePrompter>();
  prompter_->codes = {"123456", "123456"};
  aws_.mfa_devices = {kDevice};
  aws_.put(test_arn("a"), "value-a");
  connected();
  link("a", test_arn("a"));
  EXPECT_EQ(value("a"), "value-a");
  clock_.advance(hours(2));
  EXPECT_EQ(value("a"), "value-a");
  EXPECT_TRUE(prompter_->codes.empty());
}

TEST_F(SessionTest, RecordsEachUseInTheAuditLog) {
  aws_.put(test_arn("a"), "value-a");
  connected();
  link("a", test_arn("a"));
  const auto got = std::move(session().resolve({"a"}, std::nullopt)[0]);
  ASSERT_TRUE(got);
  ASSERT_TRUE(
      session().record_use({*got}, {"https", "value-a.example.com", 443}, {"my collection", "get value-a"}));
  const auto text = read_file(folder_.path() / "audit.jsonl");
  ASSERT_TRUE(text);
  EXPECT_EQ(text->find("value-a"), std::string::npos) << *text;
  const auto line = json::parse(*text);
  ASSERT_TRUE(line);
  EXPECT_EQ(json::find_string(*line, "secret"), "a");
  EXPECT_EQ(json::find_string(*line, "version"), "v-1");
  EXPECT_EQ(json::find_string(*line, "identity"), "arn:aws:iam::123456789012:user/AKIAENVIRONMENT0");
  EXPECT_EQ(json::find_string(*line, "destination"), "https://{{vault:a}}.example.com");
  EXPECT_EQ(json::find_string(*line, "collection"), "my collection");
  EXPECT_EQ(json::find_string(*line, "request"), "get {{vault:a}}");
}

TEST_F(SessionTest, FailsTheSendWhereTheAuditLogCannotBeWritten) {
  std::filesystem::create_directory(folder_.path() / "audit.jsonl");
  ResolvedSecret secret;
  secret.name = "a";
  EXPECT_EQ(session().record_use({secret}, {"https", "a.example", 443}, {}).error().code, ErrorCode::kIo);
}

TEST_F(SessionTest, TestsASecretWithoutGivingTheValue) {
  aws_.put(test_arn("a"), R"({"k":"12345"})");
  connected();
  link("a", test_arn("a"), "k");
  value("a");
  const auto details = session().test("a");
  ASSERT_TRUE(details) << to_string(details.error());
  EXPECT_EQ(details->size, 5U);
  EXPECT_EQ(details->version_id, "v-1");
  EXPECT_EQ(details->stages, std::vector<std::string>{"AWSCURRENT"});
  EXPECT_TRUE(details->created);
  EXPECT_FALSE(details->binary);
  EXPECT_EQ(aws_.calls("GetSecretValue").size(), 2U);  // past the cache
}

TEST_F(SessionTest, ResolvesLocalSecretsOfTheVaultWhichWinOverLinks) {
  const auto created =
      vault::Store::create({folder_.path() / "vault", &clock_, &crypto::system_random()}, nullptr);
  ASSERT_TRUE(created) << to_string(created.error());
  ASSERT_TRUE(created->store->update([](vault::Content& content) -> Result<void> {
    vault::Entry entry;
    entry.name = "a";
    entry.value = Secret("local-value");
    content.entries.push_back(std::move(entry));
    content.settings.cache_minutes = 1;
    return {};
  }));
  session().use_vault(created->store.get());
  link("a", test_arn("a"));
  const auto got = std::move(session().resolve({"a"}, std::nullopt)[0]);
  EXPECT_EQ(text_of(got), "local-value");
  EXPECT_EQ(got->source, "local vault");
  EXPECT_FALSE(got->linked);
  EXPECT_FALSE(*session().refetch({"a"}));
  EXPECT_EQ(redactor_.redact("local-value"), "{{vault:a}}");
  // The vault's cache duration counts.
  aws_.put(test_arn("b"), "value-b");
  connected();
  link("b", test_arn("b"));
  value("b");
  clock_.advance(minutes(1));
  EXPECT_EQ(aws_.calls("DescribeSecret").size(), 0U);
  value("b");
  EXPECT_EQ(aws_.calls("DescribeSecret").size(), 1U) << "its time was over";
}

}  // namespace
}  // namespace coffer::secrets
