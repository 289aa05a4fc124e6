// Offline: from a link through the vault's snapshots to a value.
#include "secrets/snapshots.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "secrets/testing/fake_kv_server.h"
#include "secrets/testing/session_fixture.h"

namespace coffer::secrets {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class SnapshotsTest : public SessionTest {
 protected:
  SnapshotsTest() {
    environment_.set("AWS_MAX_ATTEMPTS", "1");  // waiting for the next would move the clock
    auto created = vault::Store::create(
        {folder_.path() / "vault", &clock_, &crypto::system_random(), crypto::KdfCost{1, 8}}, nullptr);
    EXPECT_TRUE(created);
    vault_ = std::move(created->store);
    aws_.put(test_arn("a"), "value-a");
    connected().use_vault(vault_.get());
    session().set_cache_duration(seconds(0));
  }

  void put(const std::string& name, vault::Link link, seconds offline) {
    EXPECT_TRUE(vault_->update([&](vault::Content& content) -> Result<void> {
      vault::Entry* entry = content.find(name);
      if (entry == nullptr) entry = &content.entries.emplace_back();
      entry->name = name;
      entry->value = std::move(link);
      entry->offline = offline;
      return {};
    }));
  }
  // "a", linked, with snapshots that are good for two hours; one of them is there.
  void read_once() {
    put("a", {.secret = test_arn("a")}, hours(2));
    ASSERT_EQ(value("a"), "value-a");
    ASSERT_NE(snapshot(), nullptr);
  }
  const vault::Snapshot* snapshot(const std::string& name = "a") const {
    return vault_->content().snapshot_of(name);
  }
  void cut(ErrorCode code = ErrorCode::kNetwork) { aws_.cut("GetSecretValue", code); }
  Result<ResolvedSecret> resolve(const std::string& name = "a") {
    return std::move(session().resolve({name}, std::nullopt)[0]);
  }
  std::string audit() const { return read_file(folder_.path() / "audit.jsonl").value_or(""); }

  std::unique_ptr<vault::Store> vault_;
};

TEST_F(SnapshotsTest, StandsInWhileTheProviderCannotBeReachedAndSaysSo) {
  read_once();
  EXPECT_THAT(warnings_, IsEmpty());
  EXPECT_THAT(audit(), HasSubstr(R"("action":"snapshot","secret":"a")"));
  cut();
  clock_.advance(minutes(30));
  const auto got = resolve();
  ASSERT_TRUE(got) << to_string(got.error());
  EXPECT_EQ(text_of(got), "value-a");
  EXPECT_TRUE(got->linked);
  EXPECT_FALSE(got->cached);
  EXPECT_EQ(got->version_id, "v-1");
  EXPECT_EQ(got->snapshot, "snapshot from 2026-01-01T00:00:00.000Z, expires 2026-01-01T02:00:00.000Z");
  EXPECT_EQ(got->source, got->snapshot + ", of aws " + test_arn("a"));
  EXPECT_THAT(warnings_, ElementsAre(AllOf(HasSubstr("{{vault:a}}"), HasSubstr(got->snapshot),
                                           Not(HasSubstr("value-a")))));
  ASSERT_TRUE(session().record_use({*got}, {"https", "api.example.com", 443}, {}));
  EXPECT_THAT(audit(), HasSubstr("\"source\":\"" + got->source));
  EXPECT_EQ(redactor_.redact("value-a"), "{{vault:a}}");
}

TEST_F(SnapshotsTest, ATimeOutIsOutOfReachToo) {
  read_once();
  cut(ErrorCode::kTimeout);
  EXPECT_EQ(value("a"), "value-a");
}

TEST_F(SnapshotsTest, WarnsOnceForASecret) {
  read_once();
  cut();
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(value("a"), "value-a");
    clock_.advance(minutes(2));
  }
  EXPECT_EQ(warnings_.size(), 1U);
}

TEST_F(SnapshotsTest, NeverWhereTheProviderWasReached) {
  read_once();
  for (const char* code : {"AccessDeniedException", "ResourceNotFoundException", "ExpiredTokenException",
                           "ThrottlingException", "DecryptionFailure", "InternalServiceError",
                           "UnrecognizedClientException", "SignatureDoesNotMatch"}) {
    aws_.fail("GetSecretValue", code);
    const auto got = resolve();
    ASSERT_FALSE(got) << code;
    EXPECT_THAT(to_string(got.error()), Not(HasSubstr("snapshot"))) << code;
  }
  EXPECT_THAT(warnings_, IsEmpty());
}

TEST_F(SnapshotsTest, NorWhereAnotherServerAnswersInItsPlace) {
  read_once();
  cut(ErrorCode::kTls);
  EXPECT_EQ(value("a"), "error: tls");
  EXPECT_THAT(warnings_, IsEmpty());
}

TEST_F(SnapshotsTest, ExpiresAndTheErrorIsThatOfTheNetworkAndSaysWhy) {
  put("a", {.secret = test_arn("a")}, hours(1));
  ASSERT_EQ(value("a"), "value-a");
  cut();
  clock_.advance(hours(1) - std::chrono::milliseconds(1));
  EXPECT_EQ(value("a"), "value-a");
  clock_.advance(std::chrono::milliseconds(1));
  const Error error = error_of("a");
  EXPECT_EQ(error.code, ErrorCode::kNetwork);
  EXPECT_THAT(error.mend, HasSubstr("See whether the network is up"));
  EXPECT_THAT(error.mend,
              HasSubstr("snapshot from 2026-01-01T00:00:00.000Z expired 2026-01-01T01:00:00.000Z"));
}

TEST_F(SnapshotsTest, SaysWhereThereIsNoneYet) {
  put("a", {.secret = test_arn("a")}, hours(2));
  cut();
  const Error error = error_of("a");
  EXPECT_EQ(error.code, ErrorCode::kNetwork);
  EXPECT_THAT(error.mend, HasSubstr("no snapshot"));
}

TEST_F(SnapshotsTest, OffUnlessSwitchedOn) {
  put("a", {.secret = test_arn("a")}, seconds(0));
  EXPECT_EQ(value("a"), "value-a");
  EXPECT_EQ(snapshot(), nullptr);
  cut();
  EXPECT_THAT(to_string(error_of("a")), Not(HasSubstr("snapshot")));
}

TEST_F(SnapshotsTest, LinksFilesHaveNone) {
  link("of file", test_arn("a"));
  EXPECT_EQ(value("of file"), "value-a");
  EXPECT_TRUE(vault_->content().snapshots.empty());
  session().use_vault(nullptr);
  EXPECT_EQ(value("of file"), "value-a");
}

TEST_F(SnapshotsTest, TheVaultIsWrittenOnlyWhereSomethingChangedOrAtHalfLife) {
  read_once();
  const uint64_t written = vault_->generation();
  clock_.advance(minutes(59));
  EXPECT_EQ(value("a"), "value-a");
  EXPECT_EQ(vault_->generation(), written);
  aws_.put(test_arn("a"), "value-b", "v-2");
  EXPECT_EQ(value("a"), "value-b");
  EXPECT_EQ(vault_->generation(), written + 1);
  EXPECT_EQ(snapshot()->version, "v-2");
  clock_.advance(hours(1) - seconds(1));
  EXPECT_EQ(value("a"), "value-b");
  EXPECT_EQ(vault_->generation(), written + 1);
  clock_.advance(seconds(1));
  EXPECT_EQ(value("a"), "value-b");
  EXPECT_EQ(vault_->generation(), written + 2);
  EXPECT_EQ(snapshot()->taken, clock_.now());
}

// Its time counts from the reading, not from the use.
TEST_F(SnapshotsTest, ACachedValueMakesOneOfTheTimeWhenItWasRead) {
  session().set_cache_duration(hours(5));
  put("a", {.secret = test_arn("a")}, seconds(0));
  EXPECT_EQ(value("a"), "value-a");
  const WallTime read = clock_.now();
  clock_.advance(minutes(30));
  put("a", {.secret = test_arn("a")}, hours(2));
  EXPECT_EQ(value("a"), "value-a");
  ASSERT_NE(snapshot(), nullptr);
  EXPECT_EQ(snapshot()->taken, read);
  const uint64_t written = vault_->generation();
  clock_.advance(minutes(60));
  EXPECT_EQ(value("a"), "value-a");
  EXPECT_EQ(vault_->generation(), written) << "the cached value is no newer";
}

TEST_F(SnapshotsTest, IsOfTheLinkThatItWasReadBy) {
  aws_.put(test_arn("b"), "value-b");
  read_once();
  put("a", {.secret = test_arn("b")}, hours(2));
  EXPECT_EQ(snapshot(), nullptr);
  cut();
  EXPECT_EQ(value("a"), "error: network");
}

TEST_F(SnapshotsTest, KeepsThePickedMemberOnly) {
  aws_.put(test_arn("json"), R"({"user":"ada","password":"the-password"})");
  put("json", {.secret = test_arn("json"), .json_key = "user"}, hours(2));
  EXPECT_EQ(value("json"), "ada");
  ASSERT_NE(snapshot("json"), nullptr);
  EXPECT_TRUE(snapshot("json")->value.equals(Secret("ada")));
  cut();
  EXPECT_EQ(value("json"), "ada");
}

TEST_F(SnapshotsTest, ADomainThatIsNotAllowedGetsNoneEither) {
  read_once();
  ASSERT_TRUE(vault_->update([](vault::Content& content) -> Result<void> {
    content.entries[0].domains = *vault::AllowedDomains::parse("api.example.com");
    return {};
  }));
  cut();
  const auto got = session().resolve({"a"}, http::Origin{"https", "evil.example", 443});
  EXPECT_EQ(text_of(got[0]), "error: domain-not-allowed");
}

TEST_F(SnapshotsTest, AskedAgainAfterAMinuteNotAtEachRequest) {
  read_once();
  cut();
  EXPECT_EQ(value("a"), "value-a");
  const size_t asked = aws_.calls("GetSecretValue").size();
  clock_.advance(seconds(59));
  EXPECT_EQ(value("a"), "value-a");
  EXPECT_EQ(aws_.calls("GetSecretValue").size(), asked);
  aws_.recover("GetSecretValue");
  aws_.put(test_arn("a"), "value-new", "v-2");
  clock_.advance(seconds(1));
  const auto got = resolve();
  EXPECT_EQ(text_of(got), "value-new");
  EXPECT_EQ(got->snapshot, "");
}

TEST_F(SnapshotsTest, AVaultThatAnotherWriterHoldsIsAWarning) {
  put("a", {.secret = test_arn("a")}, hours(2));
  {
    const auto lock = FileLock::acquire(folder_.path() / "vault.lock", seconds(1));
    ASSERT_TRUE(lock);
    EXPECT_EQ(value("a"), "value-a");
    EXPECT_THAT(warnings_, ElementsAre(AllOf(HasSubstr("no snapshot of “a”"), HasSubstr("another process"))));
  }
  EXPECT_EQ(value("a"), "value-a");
  EXPECT_EQ(warnings_.size(), 1U) << "each command tries once";
}

TEST_F(SnapshotsTest, AClockThatWasSetBackEndsIt) {
  read_once();
  cut();
  clock_.advance(-minutes(1));
  EXPECT_EQ(value("a"), "error: network");
}

TEST_F(SnapshotsTest, ALargeValueIsNotKeptAndSaysSo) {
  aws_.put(test_arn("a"), std::string(vault::kMaxSnapshotSize + 1, 'x'));
  put("a", {.secret = test_arn("a")}, hours(2));
  value("a");
  value("a");
  EXPECT_EQ(snapshot(), nullptr);
  EXPECT_THAT(warnings_, ElementsAre(HasSubstr("65536")));
}

TEST_F(SnapshotsTest, ATestThatReadsTheSecretMakesOne) {
  put("a", {.secret = test_arn("a")}, hours(2));
  ASSERT_TRUE(session().test("a"));
  EXPECT_NE(snapshot(), nullptr);
  cut();
  EXPECT_FALSE(session().test("a")) << "it says what is there now";
}

TEST_F(SnapshotsTest, AnAuditLogThatCannotBeWrittenKeepsItFromTheVault) {
  ASSERT_TRUE(make_private_folder(folder_.path() / "audit.jsonl"));
  put("a", {.secret = test_arn("a")}, hours(2));
  EXPECT_EQ(value("a"), "value-a");
  EXPECT_EQ(snapshot(), nullptr);
  EXPECT_EQ(warnings_.size(), 1U);
}

TEST_F(SnapshotsTest, AParameterByItsArn) {
  const std::string arn = "arn:aws:ssm:eu-west-1:123456789012:parameter/a";
  aws_.put_parameter(arn, "value-p");
  put("p", {.provider = vault::kSsm, .secret = arn}, hours(2));
  EXPECT_EQ(value("p"), "value-p");
  aws_.cut("GetParameter", ErrorCode::kNetwork);
  aws_.cut("GetParameters", ErrorCode::kNetwork);
  EXPECT_EQ(value("p"), "value-p");
}

// Which account's it would be hangs on who asks.
TEST_F(SnapshotsTest, AParameterByNameHasNone) {
  aws_.put_parameter("/a", "value-p");
  put("p", {.provider = vault::kSsm, .secret = "/a"}, hours(2));
  EXPECT_EQ(value("p"), "value-p");
  EXPECT_EQ(snapshot("p"), nullptr);
  EXPECT_EQ(check_offline({.provider = vault::kSsm, .secret = "/a"}).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(check_offline({.provider = "another", .secret = "/a"}).error().code, ErrorCode::kUnsupported);
}

TEST_F(SnapshotsTest, AKvSecretIsOfTheServerThatTheEnvironmentNames) {
  FakeKvServer server;
  bool reachable = true;
  aws_.others = [&](const http::RecordedRequest& request) -> std::optional<Result<http::Response>> {
    if (!reachable) return Result<http::Response>(Error{ErrorCode::kNetwork, "could not connect"});
    return server.answer(request);
  };
  server.tokens["hvs.given"] = {"acc", 3600, true, true};
  server.secrets["|secret/app"] = R"({"password":"kv-value"})";
  environment_.set("VAULT_ADDR", FakeKvServer::kAddress);
  environment_.set("VAULT_TOKEN", "hvs.given");
  put("kv", {.provider = vault::kHashicorp, .secret = "app", .json_key = "password"}, hours(2));
  EXPECT_EQ(value("kv"), "kv-value");
  reachable = false;
  EXPECT_EQ(value("kv"), "kv-value");
  EXPECT_EQ(warnings_.size(), 1U);
  clock_.advance(minutes(2));
  environment_.set("VAULT_ADDR", "https://other.example:8200");
  EXPECT_EQ(value("kv"), "error: network");
  environment_.set("VAULT_ADDR", FakeKvServer::kAddress);
  environment_.set("VAULT_NAMESPACE", "team");
  EXPECT_EQ(value("kv"), "error: network");
}

}  // namespace
}  // namespace coffer::secrets
