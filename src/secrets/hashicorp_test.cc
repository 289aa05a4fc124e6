// HashiCorp Vault and OpenBao as a provider: the way from a link to a value, and the life of a token.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "secrets/testing/fake_kv_server.h"
#include "secrets/testing/session_fixture.h"

namespace coffer::secrets {
namespace {

using std::chrono::seconds;
using testing::HasSubstr;

class HashicorpTest : public SessionTest {
 protected:
  HashicorpTest() {
    aws_.others = [this](const http::RecordedRequest& request) { return server_.answer(request); };
    environment_.set("VAULT_ADDR", FakeKvServer::kAddress);
    server_.tokens["hvs.given"] = {"acc", 3600, true, true};
    server_.secrets["|secret/app/db"] = R"({"user":"ada","password":"p\u00e4ss","n":1.50})";
    server_.secrets["|kv/old"] = R"({"password":"one"})";
  }
  void with_token(const std::string& token = "hvs.given") { environment_.set("VAULT_TOKEN", token); }
  void with_approle(const std::string& secret_id = "secret-id-1") {
    environment_.set("VAULT_ROLE_ID", "role-1");
    environment_.set("VAULT_SECRET_ID", secret_id);
  }

  static vault::Link kv(const std::string& path, const std::string& field = "") {
    vault::Link made;
    made.provider = vault::kHashicorp;
    made.secret = path;
    made.json_key = field;
    return made;
  }
  // The error of a link, with what every error must have.
  Error cause(const vault::Link& made) {
    const std::string name = "k" + std::to_string(++causes_);
    link(name, made);
    const Error error = error_of(name);
    EXPECT_TRUE(error.what.starts_with("{{vault:" + name + "}}: ")) << error.what;
    EXPECT_FALSE(error.mend.empty()) << error.what;
    for (const char* secret : {"hvs.", "secret-id", "pass-1", "p\u00e4ss"})
      EXPECT_EQ(to_string(error).find(secret), std::string::npos) << to_string(error);
    return error;
  }

  FakeKvServer server_;
  int causes_ = 0;
};

TEST_F(HashicorpTest, ManyFieldsOfOneSecretAreOneRequest) {
  with_token();
  link("user", kv("app/db", "user"));
  link("password", kv("app/db", "password"));
  link("all", kv("app/db"));
  EXPECT_EQ(
      values({"user", "password", "all"}),
      (std::vector<std::string>{"ada", "p\u00e4ss", R"({"user":"ada","password":"p\u00e4ss","n":1.50})"}));
  EXPECT_EQ(server_.count("secret/data/app/db"), 1);
  EXPECT_EQ(server_.count("sys/internal/ui/mounts/secret"), 1);
  EXPECT_EQ(server_.count("auth/token/lookup-self"), 1);
  const auto details = session().test("password");
  ASSERT_TRUE(details) << to_string(details.error());
  EXPECT_EQ(details->source, "hashicorp secret/app/db");
  EXPECT_EQ(details->version_id, "3");
  EXPECT_EQ(details->identity, std::string("token-acc at ") + FakeKvServer::kAddress);
  EXPECT_TRUE(details->created.has_value());
  EXPECT_EQ(details->size, 5U);
}

TEST_F(HashicorpTest, ReadsAVersionOneEngineAndAVersionOfVersionTwo) {
  with_token();
  vault::Link old = kv("old", "password");
  old.mount = "kv";
  link("old", old);
  vault::Link versioned = kv("app/db", "user");
  versioned.version = "2";
  versioned.kv_version = 2;
  link("versioned", versioned);
  EXPECT_EQ(values({"old", "versioned"}), (std::vector<std::string>{"one", "ada"}));
  EXPECT_EQ(server_.count("kv/old"), 1);
  EXPECT_EQ(server_.count("secret/data/app/db?version=2"), 1);
  EXPECT_EQ(server_.count("sys/internal/ui/mounts/secret"), 0) << "the link says which engine it is";
}

TEST_F(HashicorpTest, TheNamespaceIsTheLinksElseTheEnvironments) {
  with_token();
  environment_.set("VAULT_NAMESPACE", "team/");
  server_.secrets["team|secret/a"] = R"({"v":"of the environment"})";
  server_.secrets["other|secret/a"] = R"({"v":"of the link"})";
  link("a", kv("a", "v"));
  vault::Link other = kv("a", "v");
  other.ns = "other";
  link("b", other);
  EXPECT_EQ(values({"a", "b"}), (std::vector<std::string>{"of the environment", "of the link"}));
  EXPECT_EQ(server_.count("auth/token/lookup-self"), 1);
}

TEST_F(HashicorpTest, TakesTheTokenFileAndOpenBaosNames) {
  ASSERT_TRUE(replace_file(folder_.path() / ".vault-token", "hvs.given\n"));
  environment_.set("VAULT_ADDR", "https://elsewhere.example.com");
  environment_.set("BAO_ADDR", FakeKvServer::kAddress);
  link("a", kv("app/db", "user"));
  EXPECT_EQ(value("a"), "ada");
}

TEST_F(HashicorpTest, LogsInByAppRoleAndAgainWhenTheTokenHasEnded) {
  with_approle();
  link("a", kv("app/db", "user"));
  session().set_cache_duration(seconds(0));
  EXPECT_EQ(value("a"), "ada");
  EXPECT_EQ(value("a"), "ada");
  EXPECT_EQ(server_.count("auth/approle/login"), 1);
  server_.tokens.erase("hvs.login-1");  // revoked: the server says 403
  EXPECT_EQ(value("a"), "ada");
  EXPECT_EQ(server_.count("auth/approle/login"), 2);
  clock_.advance(std::chrono::hours(1));  // its lease of 10 minutes is over
  EXPECT_EQ(value("a"), "ada");
  EXPECT_EQ(server_.count("auth/approle/login"), 3);
}

TEST_F(HashicorpTest, LogsInByUserpass) {
  environment_.set("VAULT_USERNAME", "ada");
  environment_.set("VAULT_PASSWORD", "pass-1");
  link("a", kv("app/db", "user"));
  EXPECT_EQ(value("a"), "ada");
  EXPECT_EQ(server_.count("auth/userpass/login/ada"), 1);
}

TEST_F(HashicorpTest, TheMethodThatIsAskedForIsTheOneThatIsUsed) {
  with_token("hvs.wrong");
  with_approle();
  const auto by = [&](const std::string& method) {
    ConnectInput input;
    input.hashicorp = {method, ""};
    session().connect_on_demand(std::move(input));
  };
  by("approle");
  link("a", kv("app/db", "user"));
  EXPECT_EQ(value("a"), "ada");
  EXPECT_EQ(server_.count("auth/token"), 0);
  by("ldap");
  vault::Link other = kv("app/db");
  other.ns = "x";
  EXPECT_THAT(cause(other).what, HasSubstr("“ldap”"));
}

TEST_F(HashicorpTest, ATokenIsProlongedBeforeItsLeaseEnds) {
  with_token();
  link("a", kv("app/db", "user"));
  session().set_cache_duration(seconds(0));
  EXPECT_EQ(value("a"), "ada");
  clock_.advance(std::chrono::minutes(39));
  EXPECT_EQ(value("a"), "ada");
  EXPECT_EQ(server_.count("auth/token/renew-self"), 0);
  clock_.advance(std::chrono::minutes(2));
  EXPECT_EQ(value("a"), "ada");
  EXPECT_EQ(value("a"), "ada");
  EXPECT_EQ(server_.count("auth/token/renew-self"), 1);
  clock_.advance(std::chrono::minutes(39));  // past the first lease
  EXPECT_EQ(value("a"), "ada");
  EXPECT_EQ(server_.count("auth/token/lookup-self"), 1);
}

TEST_F(HashicorpTest, ATokenThatHasEndedSaysSo) {
  with_token();
  link("a", kv("app/db", "user"));
  session().set_cache_duration(seconds(0));
  EXPECT_EQ(value("a"), "ada");
  server_.tokens.clear();
  const Error error = error_of("a");
  EXPECT_EQ(error.code, ErrorCode::kCredentialsExpired) << to_string(error);
  EXPECT_THAT(error.mend, HasSubstr("vault login"));
}

TEST_F(HashicorpTest, AsksOnTheSpot) {
  prompter_ = std::make_unique<FakePrompter>();
  prompter_->answers = {"hvs.given"};
  link("a", kv("app/db", "user"));
  EXPECT_EQ(value("a"), "ada");
  ASSERT_EQ(prompter_->asked.size(), 1U);
  EXPECT_THAT(prompter_->asked[0], HasSubstr(FakeKvServer::kAddress));
}

TEST_F(HashicorpTest, AsksForAnotherTokenWhereTheGivenOneIsRefused) {
  prompter_ = std::make_unique<FakePrompter>();
  prompter_->answers = {"hvs.given"};
  with_token("hvs.old");
  link("a", kv("app/db", "user"));
  EXPECT_EQ(value("a"), "ada");
  EXPECT_EQ(prompter_->asked.size(), 1U);
}

TEST_F(HashicorpTest, AskedOnceForManyLinksAndNotAgainAfterANo) {
  prompter_ = std::make_unique<FakePrompter>();
  link("a", kv("app/db", "user"));
  link("b", kv("app/db", "password"));
  EXPECT_EQ(values({"a", "b"}), (std::vector<std::string>(2, "error: cancelled")));
  EXPECT_EQ(prompter_->asked.size(), 1U);
}

TEST_F(HashicorpTest, ManyThatWaitForATokenMakeOneQuestion) {
  prompter_ = std::make_unique<FakePrompter>();
  prompter_->answers = {"hvs.given"};
  link("user", kv("app/db", "user"));
  link("password", kv("app/db", "password"));
  link("gone", kv("gone"));
  Session& shared = session();
  std::atomic<int> resolved{0};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 16; ++i) {
      threads.emplace_back([&] {
        const auto found = shared.resolve({"user", "password", "gone"}, std::nullopt);
        resolved += text_of(found[0]) == "ada" && text_of(found[1]) == "p\u00e4ss" && !found[2] ? 1 : 0;
      });
    }
  }
  EXPECT_EQ(resolved, 16);
  EXPECT_EQ(prompter_->asked.size(), 1U);
  EXPECT_EQ(server_.count("secret/data/app/db"), 1);
}

TEST_F(HashicorpTest, CredentialsGoOnlyToTheServerThatTheyAreFor) {
  with_token();
  with_approle();
  ASSERT_TRUE(replace_file(folder_.path() / ".vault-token", "hvs.given"));
  environment_.set("VAULT_ADDR", "https://mine.example.com");
  vault::Link made = kv("app/db", "user");
  made.address = FakeKvServer::kAddress;
  const Error error = cause(made);
  EXPECT_EQ(error.code, ErrorCode::kNotConnected);
  EXPECT_THAT(error.mend, HasSubstr(std::string("VAULT_ADDR=") + FakeKvServer::kAddress));
  EXPECT_TRUE(server_.asked.empty());
  environment_.set("VAULT_ADDR", std::string(FakeKvServer::kAddress) + "/");
  session_.reset();
  link("k", made);
  EXPECT_EQ(value("k"), "ada");
}

TEST_F(HashicorpTest, EachCauseHasItsCode) {
  EXPECT_EQ(cause(kv("app/db")).code, ErrorCode::kNotConnected);
  session_.reset();
  with_token("hvs.wrong");
  EXPECT_EQ(cause(kv("app/db")).code, ErrorCode::kCredentialsInvalid);
  session_.reset();
  with_token();
  EXPECT_EQ(cause(kv("none")).code, ErrorCode::kExternalSecretNotFound);
  vault::Link made = kv("app/db");
  made.mount = "nowhere";
  EXPECT_EQ(cause(made).code, ErrorCode::kAccessDenied);
  made.mount = "kv";
  made.version = "1";
  EXPECT_EQ(cause(made).code, ErrorCode::kVersionNotFound);
  const Error missing = cause(kv("app/db", "pin"));
  EXPECT_EQ(missing.code, ErrorCode::kJsonKeyMissing);
  EXPECT_THAT(missing.what, HasSubstr("no field “pin”"));
  EXPECT_THAT(missing.mend, HasSubstr("“password”"));
  ASSERT_TRUE(session().reset_cache());
  server_.tokens["hvs.given"].may_read = false;
  const Error denied = cause(kv("app/db"));
  EXPECT_EQ(denied.code, ErrorCode::kAccessDenied);
  EXPECT_THAT(denied.mend, HasSubstr("capabilities"));
  server_.sealed = true;
  EXPECT_THAT(cause(kv("app/db")).what, HasSubstr("sealed"));
  session_.reset();
  environment_.set("VAULT_TOKEN", "");
  with_approle("wrong");
  server_.sealed = false;
  EXPECT_EQ(cause(kv("app/db")).code, ErrorCode::kCredentialsInvalid);
}

TEST_F(HashicorpTest, ValuesOfTwoTokensAreKeptApart) {
  with_token();
  link("a", kv("app/db", "user"));
  EXPECT_EQ(value("a"), "ada");
  EXPECT_EQ(server_.count("secret/data"), 1);
  server_.tokens["hvs.other"] = {"other", 3600, true, true};
  server_.secrets["|secret/app/db"] = R"({"user":"bob"})";
  clock_.advance(std::chrono::hours(2));  // the first token ends; the cache keeps what it read for its hour
  session().set_cache_duration(std::chrono::hours(24));
  with_token("hvs.other");
  EXPECT_EQ(value("a"), "bob");
}

TEST_F(HashicorpTest, TheTokenIsHiddenEverywhere) {
  with_token();
  link("a", kv("app/db", "user"));
  EXPECT_EQ(value("a"), "ada");
  EXPECT_EQ(redactor_.redact("X-Vault-Token: hvs.given").find("hvs.given"), std::string::npos);
}

TEST_F(HashicorpTest, ConnectsToTheEnvironmentsServer) {
  with_approle();
  const auto info = session().connect_to_hashicorp({});
  ASSERT_TRUE(info) << to_string(info.error());
  EXPECT_EQ(info->address, FakeKvServer::kAddress);
  EXPECT_EQ(info->method, "approle");
  EXPECT_THAT(info->policies, testing::ElementsAre("app"));
  EXPECT_EQ(info->expires, clock_.now() + seconds(600));
}

}  // namespace
}  // namespace coffer::secrets
