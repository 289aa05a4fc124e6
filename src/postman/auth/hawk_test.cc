#include <gmock/gmock.h>

#include "postman/testing/build_fixture.h"

namespace coffer::postman {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// The credentials and requests of Hawk's own API.md, "Protocol Example".
const std::string kAttributes =
    R"("authId": "dh37fgj492je", "authKey": "{{vault:key}}", "algorithm": "sha256", "timestamp": "1353832234",
       "nonce": "j4h3g2", "extraData": "some-app-ext-data")";

class Hawk : public BuildFixture {
 protected:
  Hawk() { secret("key", "werxhqb98rpaxn39848xrunpaw3489ruxnpa98w4rxn"); }
  static std::string request(const std::string& attributes, const std::string& more = "") {
    return R"({"url": "http://example.com:8000/resource/1?b=1&a=2", "auth": {"type": "hawk", "hawk": {)" +
           attributes + "}}" + more + "}";
  }
};

TEST_F(Hawk, SignsTheExampleOfItsDocumentation) {
  const auto made = built(request(kAttributes));
  ASSERT_TRUE(made) << to_string(made.error());
  EXPECT_EQ(header(*made, "Authorization"),
            "Hawk id=\"dh37fgj492je\", ts=\"1353832234\", nonce=\"j4h3g2\", ext=\"some-app-ext-data\", "
            "mac=\"6R4rV5iE+NPoym+WwjeHzjAGXUtLNIxmo1vpMofpLAE=\"");
  EXPECT_THAT(made->carried.headers.at("authorization"), ElementsAre("key"));
}

TEST_F(Hawk, HashesThePayloadWithTheContentTypeThatIsSent) {
  EXPECT_EQ(authorization(request(kAttributes + R"(, "includePayloadHash": true)",
                                  R"(, "method": "POST",
                                      "body": {"mode": "raw", "raw": "Thank you for flying Hawk"})")),
            "Hawk id=\"dh37fgj492je\", ts=\"1353832234\", nonce=\"j4h3g2\", "
            "hash=\"Yi9LfIIFRtBEPt74PVmbTF/xVAwPn7ub15ePICfgnuY=\", ext=\"some-app-ext-data\", "
            "mac=\"aSe1DERmZuRl3pI36/9BdZmnErTw3sNzOOAUlfeKjVw=\"");
}

TEST_F(Hawk, MakesItsOwnNonceAndTimestamp) {
  EXPECT_THAT(
      authorization(request(R"("authId": "i", "authKey": "k", "app": "a\"p", "delegation": "d")")),
      testing::MatchesRegex(
          "Hawk id=\"i\", ts=\"1440938160\", nonce=\"[A-Za-z0-9]*\", mac=\".*\", app=\"a.*p\", dlg=\"d\""));
}

TEST_F(Hawk, NamesTheAttributeThatIsWrong) {
  EXPECT_THAT(authorization(request(R"("authId": "i")")), HasSubstr("auth authKey"));
  EXPECT_THAT(authorization(request(R"("authId": "i", "authKey": "k", "algorithm": "md5")")),
              HasSubstr("auth algorithm"));
  EXPECT_THAT(authorization(request(R"("authId": "a\nb", "authKey": "k")")), HasSubstr("line break"));
}

}  // namespace
}  // namespace coffer::postman
