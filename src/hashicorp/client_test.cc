#include "hashicorp/client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hashicorp/failure.h"
#include "http/testing/fake_transport.h"

namespace coffer::hashicorp {
namespace {

class ClientTest : public testing::Test {
 protected:
  Client client(const std::string& address = "https://vault.example.com:8200", int retries = 2) {
    return {transport_, clock_, *parse_address(address), retries};
  }
  Result<Answer> get(const std::string& path = "secret/data/a") {
    Call call;
    call.path = path;
    call.token = &token_;
    return client().send(call);
  }
  Error explained(int status, const std::string& body) {
    transport_.push(status, body);
    Call call;
    call.token = &token_;
    const auto answer = client("https://vault.example.com:8200", 0).send(call);
    return explain(read_failure(*answer), client().server(), "read a", &token_);
  }

  http::FakeTransport transport_;
  FakeClock clock_{WallTime(std::chrono::seconds(1440938160))};
  Secret token_{"hvs.token-that-nobody-may-see"};
};

TEST_F(ClientTest, SendsTokenNamespaceAndEncodedPath) {
  transport_.push(200, "{}");
  Call call;
  call.path = "secret/data/a b/ü?#";
  call.query = "version=2";
  call.ns = "team/a";
  call.token = &token_;
  ASSERT_TRUE(client("https://vault.example.com:8200/base/").send(call));
  const http::RecordedRequest request = transport_.requests().back();
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.url, "https://vault.example.com:8200/base/v1/secret/data/a%20b/%C3%BC%3F%23?version=2");
  EXPECT_EQ(request.header("X-Vault-Token"), "hvs.token-that-nobody-may-see");
  EXPECT_EQ(request.header("X-Vault-Namespace"), "team/a");
  EXPECT_EQ(request.header("X-Vault-Request"), "true");
  EXPECT_TRUE(request.options.keep_body_off_disk);
  EXPECT_LE(request.options.body_limit, uint64_t{8} << 20);
}

TEST_F(ClientTest, TriesReadsAgainAndLoginsNever) {
  for (const int status : {412, 429, 500, 502, 503, 504}) {
    transport_.push(status, R"({"errors":["x"]})").push(200, "{}");
    EXPECT_EQ(get()->status, 200) << status;
  }
  transport_.push(Error{ErrorCode::kNetwork, "reset"}).push(200, "{}");
  EXPECT_EQ(get()->status, 200);
  transport_.push(503, "").push(503, "").push(503, "");
  EXPECT_EQ(get()->status, 503);
  transport_.push(503, R"({"errors":["Vault is sealed"]})");
  EXPECT_EQ(get()->status, 503);
  for (const int status : {400, 403, 404, 501}) {
    transport_.push(status, "{}");
    EXPECT_EQ(get()->status, status);
  }
  Call login;
  login.method = "POST";
  login.body = Secret("{}");
  transport_.push(500, "{}");
  EXPECT_EQ(client().send(login)->status, 500);
  EXPECT_EQ(transport_.unanswered(), 0U);
}

TEST_F(ClientTest, FollowsAStandbyToTheActiveNodeOnce) {
  transport_.push(307, "", {{"Location", "https://active.example.com:8200/v1/secret/data/a"}})
      .push(200, "{}");
  EXPECT_EQ(get()->status, 200);
  EXPECT_EQ(transport_.requests().back().url, "https://active.example.com:8200/v1/secret/data/a");
  EXPECT_EQ(transport_.requests().back().header("X-Vault-Token"), "hvs.token-that-nobody-may-see");
  transport_.push(307, "", {{"Location", "/v1/x"}}).push(307, "", {{"Location", "/v1/y"}});
  EXPECT_EQ(get()->status, 307);
  EXPECT_EQ(transport_.unanswered(), 0U);
}

TEST_F(ClientTest, NeverGoesFromHttpsToHttp) {
  for (const char* location : {"http://active.example.com/v1/a", "ftp://x/"}) {
    transport_.push(307, "", {{"Location", location}});
    const auto answer = get();
    ASSERT_FALSE(answer) << location;
    EXPECT_EQ(answer.error().code, ErrorCode::kServiceError);
  }
  EXPECT_EQ(transport_.requests().size(), 2U);
}

TEST_F(ClientTest, ABrokenConnectionSaysWhatToLookAt) {
  transport_.push(Error{ErrorCode::kTls, "bad certificate"});
  const auto answer = get();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::kTls);
  EXPECT_THAT(answer.error().mend, testing::HasSubstr("VAULT_CACERT"));
}

TEST_F(ClientTest, EachStateOfAServerIsToldApart) {
  const std::tuple<int, const char*, ErrorCode, const char*> cases[] = {
      {503, R"({"errors":["Vault is sealed"]})", ErrorCode::kServiceError, "is sealed"},
      {503, R"({"errors":["OpenBao is sealed"]})", ErrorCode::kServiceError, "is sealed"},
      {503, R"({"errors":["node is not active"]})", ErrorCode::kServiceError, "standby"},
      {503, R"({"errors":["no active Vault instance found"]})", ErrorCode::kServiceError, "standby"},
      {500, R"({"errors":["local node not active but active cluster node not found"]})",
       ErrorCode::kServiceError, "standby"},
      {472, R"({"errors":[]})", ErrorCode::kServiceError, "standby"},
      {473, R"({"errors":[]})", ErrorCode::kServiceError, "standby"},
      {429, R"({"errors":["request path \"x\": rate limit quota exceeded"]})", ErrorCode::kThrottled,
       "slower"},
      {500, R"({"errors":["1 error occurred:\n\t* boom\n\n"]})", ErrorCode::kServiceError, "boom"},
      {502, "<html><body>Bad gateway</body></html>", ErrorCode::kServiceError, "HTML"},
      {404, "", ErrorCode::kServiceError, "nothing"},
      {407, "", ErrorCode::kNetwork, "proxy"}};
  for (const auto& [status, body, code, words] : cases) {
    const Error error = explained(status, body);
    EXPECT_EQ(error.code, code) << body;
    EXPECT_THAT(error.what, testing::HasSubstr(words)) << body;
    EXPECT_FALSE(error.mend.empty());
    EXPECT_EQ(error.what.find('\n'), std::string::npos);
  }
}

TEST_F(ClientTest, WordsThatHoldTheTokenAreNotShown) {
  const Error error = explained(500, R"({"errors":["bad token hvs.token-that-nobody-may-see"]})");
  EXPECT_EQ(to_string(error).find("hvs."), std::string::npos) << to_string(error);
}

TEST(AddressTest, IsAPlainUrl) {
  EXPECT_EQ(parse_address(" https://vault.example.com:8200/ ")->address, "https://vault.example.com:8200");
  EXPECT_EQ(parse_address("http://[::1]:8200")->origin.host, "::1");
  for (const char* text : {"", "vault.example.com", "ftp://x", "https://", "https://u:p@x", "https://x?y",
                           "https://x#y", "https://{{x}}", "https://x\xff"}) {
    const auto parsed = parse_address(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().field, "Address");
  }
}

TEST(AddressTest, TheEnvironmentsNamesOfOpenBaoComeFirst) {
  Environment environment;
  EXPECT_EQ(default_address(environment), "https://127.0.0.1:8200");
  environment.set("VAULT_ADDR", "https://vault");
  EXPECT_EQ(default_address(environment), "https://vault");
  environment.set("BAO_ADDR", "https://bao");
  EXPECT_EQ(default_address(environment), "https://bao");
}

}  // namespace
}  // namespace coffer::hashicorp
