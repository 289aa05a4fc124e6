#include <gmock/gmock.h>

#include "crypto/testing/published_keys.h"
#include "postman/testing/build_fixture.h"

namespace coffer::postman {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class OAuth1 : public BuildFixture {
 protected:
  static std::string request(
      const std::string& attributes,
      const std::string& url = "http://photos.example.net/photos?file=vacation.jpg&size=original",
      const std::string& more = "") {
    return R"({"url": ")" + url + R"(", "auth": {"type": "oauth1", "oauth1": {)" + attributes + "}}" + more +
           "}";
  }
};

const std::string kKeys =
    R"("consumerKey": "dpf43f3p2l4k3l03", "consumerSecret": "kd94hf93k423kf44", "token": "nnch734d00sl2jdk",
       "tokenSecret": "pfkkdhi9sl3r4s00", "signatureMethod": "HMAC-SHA1")";

// RFC 5849 §1.2, the third request.
TEST_F(OAuth1, SignsTheExampleOfRfc5849) {
  EXPECT_EQ(authorization(request(kKeys + R"(, "realm": "Photos", "timestamp": "137131202", "nonce": "chapoH",
                                              "addParamsToHeader": true)")),
            "OAuth realm=\"Photos\",oauth_consumer_key=\"dpf43f3p2l4k3l03\",oauth_token=\"nnch734d00sl2jdk\","
            "oauth_signature_method=\"HMAC-SHA1\",oauth_timestamp=\"137131202\",oauth_nonce=\"chapoH\","
            "oauth_signature=\"MdpQcU8iPSUjWoN%2FUDMsK2sui9I%3D\"");
}

// OAuth Core 1.0, appendix A.5.
TEST_F(OAuth1, SignsTheExampleOfTheOAuthGuide) {
  EXPECT_THAT(authorization(request(kKeys + R"(, "timestamp": "1191242096", "nonce": "kllo9940pd9333jh",
                                                 "version": "1.0", "addParamsToHeader": "true")")),
              HasSubstr("oauth_signature=\"tR3%2BTy81lMeYAr%2FFid0kMTYa%2FWM%3D\""));
}

TEST_F(OAuth1, PutsItsParametersIntoTheQueryAndSaysWhatTheUrlCarries) {
  secret("token", "t&t");
  const auto made = built(request(
      R"("consumerKey": "k", "consumerSecret": "s", "token": "{{vault:token}}", "signatureMethod": "PLAINTEXT",
         "timestamp": "1", "nonce": "n")",
      "https://h/p?a=1+2&oauth_nonce=old&b&c=#end"));
  ASSERT_TRUE(made) << to_string(made.error());
  EXPECT_EQ(
      revealed(made->request.url),
      "https://h/p?a=1%202&b&c=&oauth_consumer_key=k&oauth_token=t%26t&oauth_signature_method=PLAINTEXT&"
      "oauth_timestamp=1&oauth_nonce=n&oauth_signature=s%26#end");
  EXPECT_THAT(made->carried.url, ElementsAre("token"));
  EXPECT_EQ(header(*made, "Authorization"), "(none)");
}

TEST_F(OAuth1, PutsItsParametersIntoAFormThatIsPosted) {
  secret("secret", "s");
  const auto made = built(request(
      R"("consumerKey": "k", "consumerSecret": "{{vault:secret}}", "signatureMethod": "PLAINTEXT", "timestamp": "1",
         "nonce": "n")",
      "https://h/", R"(, "method": "POST", "body": {"mode": "urlencoded", "urlencoded": [
         {"key": "a", "value": "b c"}, {"key": "oauth_nonce", "value": "old"}]})"));
  ASSERT_TRUE(made) << to_string(made.error());
  EXPECT_EQ(revealed(std::get<Secret>(made->request.body)),
            "a=b%20c&oauth_consumer_key=k&oauth_signature_method=PLAINTEXT&oauth_timestamp=1&oauth_nonce=n&"
            "oauth_signature=s%26");
  EXPECT_THAT(made->carried.body, ElementsAre("secret"));
}

TEST_F(OAuth1, SignsWithAnRsaKeyOfTheVault) {
  secret("key", crypto::kRfc7515RsaPkcs1);
  const auto made = built(request(R"("consumerKey": "k", "privateKey": "{{vault:key}}",
      "signatureMethod": "RSA-SHA256", "timestamp": "1", "nonce": "n", "addParamsToHeader": true)"));
  ASSERT_TRUE(made) << to_string(made.error());
  EXPECT_THAT(header(*made, "Authorization"), HasSubstr("oauth_signature=\""));
  EXPECT_THAT(made->carried.headers.at("authorization"), ElementsAre("key"));
}

TEST_F(OAuth1, NamesTheAttributeThatIsWrong) {
  EXPECT_THAT(authorization(request(R"("consumerSecret": "s")")), HasSubstr("auth consumerKey"));
  EXPECT_THAT(authorization(request(R"("consumerKey": "k")")), HasSubstr("auth consumerSecret"));
  EXPECT_THAT(authorization(request(R"("consumerKey": "k", "signatureMethod": "HMAC-MD5")")),
              HasSubstr("auth signatureMethod"));
  const std::string error =
      authorization(request(R"("consumerKey": "k", "privateKey": "hidden", "signatureMethod": "RSA-SHA1")"));
  EXPECT_THAT(error, HasSubstr("auth privateKey"));
  EXPECT_THAT(error, Not(HasSubstr("hidden")));
}

}  // namespace
}  // namespace coffer::postman
