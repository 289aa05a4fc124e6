#include "postman/auth/digest.h"

#include <gmock/gmock.h>

#include "postman/testing/build_fixture.h"

namespace coffer::postman {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class Digest : public BuildFixture {
 protected:
  static std::string request(const std::string& attributes, const std::string& more = "") {
    return R"({"url": "http://www.example.org/dir/index.html", "auth": {"type": "digest", "digest": {)" +
           attributes + "}}" + more + "}";
  }
};

constexpr const char* kRfc7616 =
    R"("username": "Mufasa", "password": "Circle of Life", "realm": "http-auth@example.org",
       "nonce": "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "nonceCount": "00000001", "qop": "auth",
       "clientNonce": "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
       "opaque": "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS")";

TEST_F(Digest, AnswersAsTheExamplesOfRfc7616) {
  EXPECT_EQ(authorization(request(std::string(kRfc7616) + R"(, "algorithm": "MD5")")),
            "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", "
            "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", uri=\"/dir/index.html\", "
            "algorithm=\"MD5\", qop=auth, nc=00000001, "
            "cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", "
            "response=\"8ca523f5e9506fed4657c9700eebdbec\", "
            "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"");
  EXPECT_THAT(authorization(request(std::string(kRfc7616) + R"(, "algorithm": "SHA-256")")),
              HasSubstr("response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\""));
}

// RFC 2617 §3.5.
TEST_F(Digest, AnswersAsTheExampleOfRfc2617) {
  EXPECT_THAT(authorization(request(
                  R"("username": "Mufasa", "password": "Circle Of Life", "realm": "testrealm@host.com",
                     "nonce": "dcd98b7102dd2f0e8b11d0f600bfb0c093", "clientNonce": "0a4f113b", "qop": "auth")")),
              HasSubstr("response=\"6629fae49393a05397450978507c4ef1\""));
}

TEST_F(Digest, SendsNothingBeforeItIsAsked) {
  EXPECT_EQ(authorization(request(R"("username": "u", "password": "p")")), "(none)");
}

TEST_F(Digest, NeedsAUserName) {
  EXPECT_THAT(authorization(request(R"("password": "p")")), HasSubstr("auth username"));
}

TEST_F(Digest, AnswersTheChallengeThatItIsGivenAndSaysWhatItCarries) {
  DigestChallenge challenge{.realm = "r \\\"x\\\"",
                            .nonce = "n",
                            .opaque = "o",
                            .qop = "auth",
                            .algorithm = "SHA-512-256-sess",
                            .cnonce = "c",
                            .count = 10};
  input_.digest = &challenge;
  secret("password", "pw");
  const auto made = built(request(R"("username": "u\"q", "password": "{{vault:password}}")"));
  ASSERT_TRUE(made) << to_string(made.error());
  const std::string value = header(*made, "Authorization");
  EXPECT_THAT(value, HasSubstr("username=\"u\\\"q\", realm=\"r \\\"x\\\"\""));
  EXPECT_THAT(value, HasSubstr("algorithm=\"SHA-512-256-sess\", qop=auth, nc=0000000a, cnonce=\"c\""));
  EXPECT_THAT(made->carried.headers.at("authorization"), ElementsAre("password"));
}

TEST_F(Digest, AuthIntHashesTheBodyAndRefusesFormData) {
  DigestChallenge challenge{.realm = "r", .nonce = "n", .qop = "auth-int", .cnonce = "c"};
  input_.digest = &challenge;
  const std::string attributes = R"("username": "u", "password": "p")";
  const auto with = [&](const std::string& body) {
    return authorization(request(attributes, R"(, "method": "POST", "body": )" + body));
  };
  // MD5 of u:r:p, of POST:/dir/index.html:MD5("x"), of H1:n:00000001:c:auth-int:H2; made with Python's
  // hashlib.
  EXPECT_THAT(with(R"({"mode": "raw", "raw": "x"})"),
              HasSubstr("response=\"8e073f86c6f4ed119414f6182d865781\""));
  EXPECT_THAT(with(R"({"mode": "formdata", "formdata": [{"key": "a", "value": "b", "type": "text"}]})"),
              HasSubstr("form-data cannot be signed with auth-int"));
}

class DigestChallenges : public testing::Test {
 protected:
  std::optional<DigestChallenge> find(const http::Headers& headers, const std::string& algorithm = "",
                                      const std::string& qop = "") {
    Auth auth{"digest", {}};
    if (!algorithm.empty()) auth.params["algorithm"] = algorithm;
    if (!qop.empty()) auth.params["qop"] = qop;
    return find_digest_challenge(headers, auth, random_);
  }
  crypto::SeededRandom random_{1};
};

TEST_F(DigestChallenges, AreFoundAmongOthersInOneHeader) {
  const auto found = find(
      {{"WWW-Authenticate",
        R"(Negotiate, Basic realm="a, Digest nonce=x", Digest realm="r\"q", qop="auth,auth-int",nonce="n1", )"
        R"(opaque=o , stale=TRUE)"}});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->realm, "r\\\"q");
  EXPECT_EQ(found->nonce, "n1");
  EXPECT_EQ(found->opaque, "o");
  EXPECT_EQ(found->qop, "auth");
  EXPECT_TRUE(found->stale);
  EXPECT_EQ(found->cnonce.size(), 8U);
}

// RFC 7616 §3.7: the server lists them by preference.
TEST_F(DigestChallenges, OfTheAuthsAlgorithmIsTakenElseTheFirstThatIsKnown) {
  const http::Headers headers{{"WWW-Authenticate", "Digest realm=r, nonce=1, algorithm=SHA-1024"},
                              {"www-authenticate", "Digest realm=r, nonce=2, algorithm=sha-256"},
                              {"WWW-Authenticate", "Digest realm=r, nonce=3, algorithm=MD5"}};
  EXPECT_EQ(find(headers)->nonce, "2");
  EXPECT_EQ(find(headers)->algorithm, "SHA-256");
  EXPECT_EQ(find(headers, "MD5")->nonce, "3");
}

TEST_F(DigestChallenges, QopIsAuthUnlessOnlyOrExplicitlyAuthInt) {
  const auto qop = [&](const std::string& offered, const std::string& wanted) {
    return find({{"WWW-Authenticate", "Digest nonce=1, qop=\"" + offered + "\""}}, "", wanted)->qop;
  };
  EXPECT_EQ(qop("auth-int, auth", ""), "auth");
  EXPECT_EQ(qop("auth-int,auth", "auth-int"), "auth-int");
  EXPECT_EQ(qop("auth-int", "auth"), "auth-int");
  EXPECT_EQ(qop("other", ""), "");
}

TEST_F(DigestChallenges, WithoutANonceOrOfAnotherSchemeAreNone) {
  for (const char* value : {"", "Basic realm=\"x\"", "Digest", "Digest realm=\"x\"", "Digest nonce=\"\"",
                            "=,\"\"\",,=", "Digest nonce", "NTLM TlRMTVNTUAAC="})
    EXPECT_FALSE(find({{"WWW-Authenticate", value}})) << value;
}

}  // namespace
}  // namespace coffer::postman
