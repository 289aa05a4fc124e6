#include "postman/auth/oauth2_grant.h"

#include <gmock/gmock.h>

#include "postman/testing/build_fixture.h"

namespace coffer::postman {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class OAuth2Grant : public BuildFixture {
 protected:
  static std::string request(const std::string& attributes) {
    return R"({"url": "https://api.example.com/", "auth": {"type": "oauth2", "oauth2": [)" + attributes +
           "]}}";
  }
  static std::string pair(const std::string& key, const std::string& value) {
    return R"({"key": ")" + key + R"(", "value": ")" + value + R"("})";
  }
  static std::string fields(const PreparedRequest& token_request) {
    std::string text;
    for (const KeyValue& each : std::get<UrlencodedBody>(token_request.body).fields)
      text += each.key + "=" + each.value + ";";
    return text;
  }
};

TEST_F(OAuth2Grant, OfClientCredentialsIsARequestOfItsOwn) {
  const auto ready = prepared(
      request(pair("grant_type", "client_credentials") + "," +
              pair("accessTokenUrl", "https://id.example.com/token") + "," + pair("clientId", "me") + "," +
              pair("clientSecret", "{{vault:secret}}") + "," + pair("scope", "a b") +
              R"(,{"key": "tokenRequestParams", "value": [{"key": "tenant", "value": "{{vault:tenant}}"},
          {"key": "off", "value": "x", "enabled": false},
          {"key": "X-Extra", "value": "1", "send_as": "request_header"},
          {"key": "q", "value": "2", "send_as": "request_url"}]})"));
  ASSERT_TRUE(ready) << to_string(ready.error());
  EXPECT_THAT(ready->references(), IsEmpty()) << "they are the token endpoint's, not the API's";
  ASSERT_NE(ready->token_request, nullptr);
  const PreparedRequest& token = *ready->token_request;
  EXPECT_EQ(token.method, "POST");
  EXPECT_EQ(token.url, "https://id.example.com/token?q=2");
  EXPECT_EQ(fields(token), "grant_type=client_credentials;scope=a b;tenant={{vault:tenant}};");
  EXPECT_EQ(token.headers.back().key, "X-Extra");
  EXPECT_EQ(token.auth->type, "basic");
  EXPECT_EQ(token.references().size(), 2U);
}

TEST_F(OAuth2Grant, OfAPasswordMaySendTheClientInTheBody) {
  const auto ready =
      prepared(request(pair("grant_type", "password_credentials") + "," +
                       pair("accessTokenUrl", "https://id.example.com/token") + "," + pair("clientId", "me") +
                       "," + pair("username", "u") + "," + pair("password", "{{vault:p}}") + "," +
                       pair("client_authentication", "body")));
  ASSERT_TRUE(ready) << to_string(ready.error());
  EXPECT_EQ(fields(*ready->token_request),
            "grant_type=password;username=u;password={{vault:p}};client_id=me;");
}

TEST_F(OAuth2Grant, IsNotNeededWhereThereIsAToken) {
  const auto ready =
      prepared(request(pair("grant_type", "authorization_code") + "," + pair("accessToken", "t")));
  ASSERT_TRUE(ready) << to_string(ready.error());
  EXPECT_EQ(ready->token_request, nullptr);
}

TEST_F(OAuth2Grant, ThatNeedsABrowserIsRefusedWithAWayOut) {
  const auto refused = prepared(request(pair("grant_type", "authorization_code") + "," +
                                        pair("accessTokenUrl", "https://id.example.com/token")));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kUnsupported);
  EXPECT_THAT(refused.error().mend, HasSubstr("accessToken"));
}

TEST_F(OAuth2Grant, NamesTheUrlThatIsMissingOrWrong) {
  const std::string grant = pair("grant_type", "client_credentials");
  EXPECT_EQ(prepared(request(grant)).error().field, "auth accessTokenUrl");
  EXPECT_EQ(prepared(request(grant + "," + pair("accessTokenUrl", "ftp://x"))).error().field,
            "auth accessTokenUrl");
  EXPECT_EQ(prepared(request(grant + "," + pair("accessTokenUrl", "{{gone}}/token"))).error().field,
            "auth accessTokenUrl");
}

TEST(TokenAnswer, GivesTheTokenAndItsLife) {
  const auto granted = read_token_answer(
      200, Secret(R"({"access_token": "abc", "token_type": "Bearer", "expires_in": "3600"})"));
  ASSERT_TRUE(granted) << to_string(granted.error());
  EXPECT_TRUE(granted->value.equals(Secret("abc")));
  EXPECT_EQ(granted->expires_in, std::chrono::seconds(3600));
  EXPECT_FALSE(read_token_answer(200, Secret(R"({"access_token": "abc"})"))->expires_in);
}

// RFC 6749 §5.2.
TEST(TokenAnswer, TellsEachErrorOfTheRfc) {
  const auto code_of = [](const std::string& name) {
    const auto error = read_token_answer(400, Secret(R"({"error": ")" + name + "\"}")).error();
    EXPECT_THAT(error.what, HasSubstr(name));
    return error.code;
  };
  EXPECT_EQ(code_of("invalid_client"), ErrorCode::kAccessDenied);
  EXPECT_EQ(code_of("invalid_grant"), ErrorCode::kAccessDenied);
  EXPECT_EQ(code_of("unauthorized_client"), ErrorCode::kAccessDenied);
  EXPECT_EQ(code_of("invalid_request"), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code_of("invalid_scope"), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code_of("unsupported_grant_type"), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code_of("something_else"), ErrorCode::kServiceError);
}

TEST(TokenAnswer, ThatIsNoneNeverQuotesTheBody) {
  for (const char* body : {"", "<html>hidden", "[1]", R"({"token": "hidden"})", R"({"access_token": 7})",
                           R"({"access_token": ""})"}) {
    const auto answer = read_token_answer(200, Secret(body));
    ASSERT_FALSE(answer) << body;
    EXPECT_EQ(answer.error().code, ErrorCode::kMalformed);
    EXPECT_EQ(to_string(answer.error()).find("hidden"), std::string::npos);
  }
  EXPECT_FALSE(read_token_answer(500, Secret(R"({"access_token": "t"})")));
  EXPECT_EQ(read_token_answer(200, Secret(R"({"access_token": "t", "token_type": "mac"})")).error().code,
            ErrorCode::kUnsupported);
}

}  // namespace
}  // namespace coffer::postman
