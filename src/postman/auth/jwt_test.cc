#include <gmock/gmock.h>

#include <limits>

#include "base/encoding.h"
#include "crypto/testing/published_keys.h"
#include "postman/auth/json_text.h"
#include "postman/testing/build_fixture.h"

namespace coffer::postman {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Jwt : public BuildFixture {
 protected:
  static std::string request(const std::string& attributes,
                             const std::string& url = "http://h/a?x=1&token=old") {
    return R"({"url": ")" + url + R"(", "auth": {"type": "jwt", "jwt": {)" + attributes + "}}}";
  }
  static std::string quoted(std::string_view text) { return "\"" + json_escape(text) + "\""; }
};

// jwt.io's example.
TEST_F(Jwt, SignsTheExampleOfJwtIo) {
  EXPECT_EQ(authorization(request(R"("algorithm": "HS256", "secret": "your-256-bit-secret",
      "header": "{\"alg\": \"none\", \"typ\": \"JWT\"}",
      "payload": "{\n  \"sub\": \"1234567890\",\n  \"name\": \"John Doe\",\n  \"iat\": 1516239022\n}")")),
            "Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
            "eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ."
            "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c");
}

TEST_F(Jwt, TakesTheSecretInBase64Too) {
  for (const char* secret :
       {"eW91ci0yNTYtYml0LXNlY3JldA==", "eW91ci0yNTYtYml0LXNlY3JldA", " eW91ci0yNTYtYml0\\nLXNlY3JldA"}) {
    EXPECT_THAT(
        authorization(request(
            std::string(
                R"("algorithm": "HS256", "isSecretBase64Encoded": true, "header": "{\"typ\": \"JWT\"}", "secret": ")") +
            secret + R"(", "payload": {"sub": "1234567890", "name": "John Doe", "iat": 1516239022})")),
        Not(HasSubstr("auth secret")))
        << secret;
  }
  EXPECT_THAT(authorization(
                  request(R"("algorithm": "HS256", "isSecretBase64Encoded": true, "secret": "not*base64")")),
              HasSubstr("auth secret: it is not base64"));
}

TEST_F(Jwt, SecretsInThePayloadAreDataAndAreSaidToBeCarried) {
  secret("sub", "a\"b");
  secret("key", "k");
  const auto made = built(request(R"("algorithm": "HS512", "secret": "{{vault:key}}",
      "payload": "{\"sub\": \"x {{vault:sub}}\", \"10\": 1, \"9\": [true, null, 1.50, 1e21, 12345678901234567890]}")"));
  ASSERT_TRUE(made) << to_string(made.error());
  const std::string token = header(*made, "Authorization").substr(7);
  const std::string payload = token.substr(token.find('.') + 1, token.rfind('.') - token.find('.') - 1);
  const std::string expected = R"({"9":[true,null,1.5,1e+21,12345678901234567000],"10":1,"sub":"x a\"b"})";
  EXPECT_EQ(payload, base64url_encode(expected));
  EXPECT_THAT(made->carried.headers.at("authorization"), testing::UnorderedElementsAre("sub", "key"));
}

TEST_F(Jwt, GoesIntoTheQueryInsteadOfAnOlderOne) {
  secret("key", "k");
  const auto made =
      built(request(R"("algorithm": "HS256", "secret": "{{vault:key}}", "addTokenTo": "queryParam")"));
  ASSERT_TRUE(made) << to_string(made.error());
  EXPECT_THAT(revealed(made->request.url), StartsWith("http://h/a?x=1&token=eyJhbGciOiJIUzI1NiJ9.e30."));
  EXPECT_THAT(made->carried.url, ElementsAre("key"));
  EXPECT_EQ(header(*made, "Authorization"), "(none)");
}

TEST_F(Jwt, AnEmptyPrefixLeavesTheTokenAlone) {
  EXPECT_THAT(authorization(request(R"("algorithm": "HS256", "secret": "s", "headerPrefix": "")")),
              StartsWith("eyJ"));
  EXPECT_THAT(authorization(request(R"("algorithm": "HS256", "secret": "s", "headerPrefix": "JWT")")),
              StartsWith("JWT eyJ"));
}

TEST_F(Jwt, ChecksTheKeyAgainstTheAlgorithm) {
  const auto with = [&](const std::string& algorithm, const char* key) {
    return authorization(request(R"("algorithm": ")" + algorithm + R"(", "privateKey": )" + quoted(key)));
  };
  EXPECT_THAT(with("RS256", crypto::kRfc7515RsaPkcs8), StartsWith("Bearer eyJhbGciOiJSUzI1NiJ9.e30."));
  EXPECT_THAT(with("PS512", crypto::kRfc7515RsaPkcs8), StartsWith("Bearer "));
  EXPECT_THAT(with("ES256", crypto::kRfc7515EcPkcs8), StartsWith("Bearer "));
  EXPECT_THAT(with("ES384", crypto::kRfc7515EcPkcs8),
              HasSubstr("auth privateKey: ES384 needs a key on the curve"));
  EXPECT_THAT(with("RS256", crypto::kRfc7515EcPkcs8), HasSubstr("auth privateKey"));
  EXPECT_THAT(with("RS256", crypto::kEncryptedPkcs8), HasSubstr("encrypted"));
}

TEST_F(Jwt, NamesTheAttributeThatIsWrong) {
  EXPECT_THAT(authorization(request(R"("algorithm": "none")")), HasSubstr("auth algorithm"));
  EXPECT_THAT(authorization(request(R"("algorithm": "HS256")")), HasSubstr("auth secret"));
  EXPECT_THAT(authorization(request(R"("algorithm": "HS256", "secret": "s", "payload": "[1]")")),
              HasSubstr("auth payload: it is no JSON object"));
  EXPECT_THAT(authorization(request(R"("algorithm": "HS256", "secret": "s", "header": "{")")),
              HasSubstr("auth header: it is not JSON"));
}

// What node prints.
TEST(JavascriptNumber, IsWrittenAsEcmascriptHasIt) {
  EXPECT_EQ(javascript_number(0.0), "0");
  EXPECT_EQ(javascript_number(-0.0), "0");
  EXPECT_EQ(javascript_number(-1.0), "-1");
  EXPECT_EQ(javascript_number(0.1), "0.1");
  EXPECT_EQ(javascript_number(123.456), "123.456");
  EXPECT_EQ(javascript_number(1e21), "1e+21");
  EXPECT_EQ(javascript_number(1e20), "100000000000000000000");
  EXPECT_EQ(javascript_number(1.5e-7), "1.5e-7");
  EXPECT_EQ(javascript_number(0.000001), "0.000001");
  EXPECT_EQ(javascript_number(std::numeric_limits<double>::max()), "1.7976931348623157e+308");
  EXPECT_EQ(javascript_number(5e-324), "5e-324");
}

}  // namespace
}  // namespace coffer::postman
