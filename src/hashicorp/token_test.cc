#include "hashicorp/token.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/testing/fake_transport.h"

namespace coffer::hashicorp {
namespace {

class TokenTest : public testing::Test {
 protected:
  static std::string plain(const Secret& secret) {
    return secret.expose([](std::string_view bytes) { return std::string(bytes); });
  }
  Result<Token> approle(const std::string& mount = "") {
    return log_in_by_approle(client_, "", mount, Secret("role-id"), Secret("secret\"id-nobody-may-see"));
  }
  Result<Token> userpass(const std::string& username = "ada") {
    return log_in_by_userpass(client_, "team", "people", username, Secret("pass-nobody-may-see"));
  }
  void expect_refused(const Result<Token>& result, ErrorCode code) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, code) << to_string(result.error());
    EXPECT_EQ(to_string(result.error()).find("nobody-may-see"), std::string::npos);
    EXPECT_FALSE(result.error().mend.empty());
  }

  http::FakeTransport transport_;
  FakeClock clock_{WallTime(std::chrono::seconds(1440938160))};
  Client client_{transport_, clock_, *parse_address("https://vault.example.com"), 0};
  Secret token_{"hvs.nobody-may-see"};
};

constexpr const char* kLogin =
    R"({"auth":{"client_token":"hvs.new","accessor":"acc","policies":["default","app"],
        "lease_duration":2764800,"renewable":true,"entity_id":"e","mfa_requirement":null}})";

TEST_F(TokenTest, LooksUpWhatIsGiven) {
  transport_.push(200, R"({"data":{"accessor":"acc","display_name":"token-ci","policies":["default"],
      "ttl":3600,"renewable":true}})");
  const auto token = look_up(client_, token_, "team");
  ASSERT_TRUE(token) << to_string(token.error());
  EXPECT_EQ(plain(token->value), "hvs.nobody-may-see");
  EXPECT_EQ(token->accessor, "acc");
  EXPECT_EQ(token->who, "token-ci");
  EXPECT_THAT(token->policies, testing::ElementsAre("default"));
  EXPECT_EQ(token->lease, std::chrono::hours(1));
  EXPECT_TRUE(token->renewable);
  EXPECT_EQ(transport_.requests().back().url, "https://vault.example.com/v1/auth/token/lookup-self");
  EXPECT_EQ(transport_.requests().back().header("X-Vault-Namespace"), "team");
}

TEST_F(TokenTest, ARefusedTokenIsWrongCredentials) {
  transport_.push(403, R"({"errors":["2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n"]})");
  expect_refused(look_up(client_, token_, ""), ErrorCode::kCredentialsInvalid);
  expect_refused(look_up(client_, Secret("two words"), ""), ErrorCode::kCredentialsInvalid);
  expect_refused(look_up(client_, Secret(""), ""), ErrorCode::kCredentialsInvalid);
  EXPECT_EQ(transport_.requests().size(), 1U);
  transport_.push(503, R"({"errors":["Vault is sealed"]})");
  expect_refused(look_up(client_, token_, ""), ErrorCode::kServiceError);
  transport_.push(200, "{}");
  expect_refused(look_up(client_, token_, ""), ErrorCode::kServiceError);
}

TEST_F(TokenTest, LogsInByAppRole) {
  transport_.push(200, kLogin);
  const auto token = approle();
  ASSERT_TRUE(token) << to_string(token.error());
  EXPECT_EQ(plain(token->value), "hvs.new");
  EXPECT_EQ(token->accessor, "acc");
  EXPECT_EQ(token->lease, std::chrono::seconds(2764800));
  const http::RecordedRequest request = transport_.requests().back();
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, "https://vault.example.com/v1/auth/approle/login");
  EXPECT_EQ(request.body, R"({"role_id":"role-id","secret_id":"secret\"id-nobody-may-see"})");
  EXPECT_EQ(request.header("X-Vault-Token"), "");
  transport_.push(200, kLogin);
  ASSERT_TRUE(approle("ci/roles"));
  EXPECT_EQ(transport_.requests().back().url, "https://vault.example.com/v1/auth/ci/roles/login");
}

TEST_F(TokenTest, LogsInByUserpass) {
  transport_.push(200, kLogin);
  const auto token = userpass("ada lovelace");
  ASSERT_TRUE(token) << to_string(token.error());
  EXPECT_EQ(token->who, "userpass ada lovelace");
  const http::RecordedRequest request = transport_.requests().back();
  EXPECT_EQ(request.url, "https://vault.example.com/v1/auth/people/login/ada%20lovelace");
  EXPECT_EQ(request.body, R"({"password":"pass-nobody-may-see"})");
  EXPECT_EQ(request.header("X-Vault-Namespace"), "team");
}

// Vault 1.14's AppRole repeats the secret ID: `invalid secret_id "…"` (path_login.go).
TEST_F(TokenTest, ALoginThatFailsIsToldWithoutTheServersWords) {
  for (const int status : {400, 401, 403, 404}) {
    transport_.push(status, R"({"errors":["invalid secret_id \"secret\\\"id-nobody-may-see\""]})");
    expect_refused(approle(), ErrorCode::kCredentialsInvalid);
    transport_.push(status, R"({"errors":["invalid username or password pass-nobody-may-see"]})");
    expect_refused(userpass(), ErrorCode::kCredentialsInvalid);
  }
  transport_.push(500, R"({"errors":["secret\"id-nobody-may-see"]})");
  expect_refused(approle(), ErrorCode::kServiceError);
  transport_.push(503, R"({"errors":["Vault is sealed"]})");
  expect_refused(approle(), ErrorCode::kServiceError);
  transport_.push(404, "<html></html>");
  expect_refused(approle(), ErrorCode::kServiceError);
  for (const char* body : {"", "{}", R"({"auth":null})", R"({"auth":{"client_token":""}})"}) {
    transport_.push(200, body);
    expect_refused(approle(), ErrorCode::kServiceError);
  }
}

TEST_F(TokenTest, AUserNameDoesNotChangeThePath) {
  for (const char* name : {"", "../approle", "a?b", "a%2fb"}) {
    expect_refused(userpass(name), ErrorCode::kCredentialsInvalid);
  }
  EXPECT_TRUE(transport_.requests().empty());
}

TEST_F(TokenTest, ASecondFactorIsSaidToBeMissing) {
  transport_.push(200, R"({"auth":{"client_token":"","mfa_requirement":{"mfa_request_id":"1"}}})");
  expect_refused(userpass(), ErrorCode::kMfaRequired);
}

TEST_F(TokenTest, Renews) {
  transport_.push(200, kLogin);
  const auto lease = renew(client_, token_, "");
  ASSERT_TRUE(lease) << to_string(lease.error());
  EXPECT_EQ(*lease, std::chrono::seconds(2764800));
  EXPECT_EQ(transport_.requests().back().url, "https://vault.example.com/v1/auth/token/renew-self");
  transport_.push(400, R"({"errors":["lease is not renewable"]})");
  EXPECT_FALSE(renew(client_, token_, ""));
}

}  // namespace
}  // namespace coffer::hashicorp
