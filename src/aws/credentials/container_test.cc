#include <gmock/gmock.h>

#include "aws/testing/source_world.h"

namespace coffer::aws {
namespace {

using ::testing::HasSubstr;

class ContainerTest : public SourceWorld {
 protected:
  ContainerTest() { environment_.set("AWS_EC2_METADATA_DISABLED", "true"); }
  void full(const std::string& url) {
    environment_.set("AWS_CONTAINER_CREDENTIALS_FULL_URI", url);
    answers_ = {{"GET " + url, 200, metadata_json("ASIACONTAINER")}};
  }
};

TEST_F(ContainerTest, TheHostsThatMayBeAskedInClear) {
  for (const std::string good :
       {"http://localhost:1/c", "http://127.0.0.1/c", "http://127.9.9.9:80/c", "http://[::1]:8080/c",
        "http://169.254.170.2/c", "http://169.254.170.23/v1/credentials",
        "http://[fd00:ec2::23]/v1/credentials", "https://anything.example/c"}) {
    full(good);
    EXPECT_EQ(found(), "ASIACONTAINER") << good;
  }
  const size_t asked = transport_.requests().size();
  for (const std::string bad :
       {"http://example.com/c", "http://169.254.169.254/c", "http://169.254.170.3/c",
        "http://127.0.0.1.example.com/c", "http://localhost.example.com/c", "http://[fd00:ec2::24]/c",
        "http://10.0.0.1/c", "http://127.0.0.1@example.com/c", "ftp://127.0.0.1/c", "/c", "http://"}) {
    full(bad);
    EXPECT_EQ(found(), "error invalid-argument AWS_CONTAINER_CREDENTIALS_FULL_URI") << bad;
  }
  EXPECT_EQ(transport_.requests().size(), asked);
}

TEST_F(ContainerTest, TheRelativeOneGoesFirstAndNeedsASlash) {
  full("http://localhost/c");
  environment_.set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/1");
  answers_ = {{"GET http://169.254.170.2/v2/credentials/1", 200, metadata_json("ASIAECS")}};
  EXPECT_EQ(found(), "ASIAECS");
  environment_.set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "@evil.example/");
  EXPECT_EQ(found(), "error invalid-argument AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
}

TEST_F(ContainerTest, SendsTheTokenOfTheFileAsItStandsNow) {
  full("http://127.0.0.1:1/c");
  environment_.set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "tOkEn-of-the-variable");
  ASSERT_EQ(found(), "ASIACONTAINER");
  EXPECT_EQ(transport_.requests().back().header("Authorization"), "tOkEn-of-the-variable");
  environment_.set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", write("token", "tOkEn-1\n"));
  ASSERT_EQ(found(), "ASIACONTAINER");
  EXPECT_EQ(transport_.requests().back().header("Authorization"), "tOkEn-1");
  write("token", "tOkEn-2\n");
  ASSERT_EQ(found(), "ASIACONTAINER");
  EXPECT_EQ(transport_.requests().back().header("Authorization"), "tOkEn-2");
  EXPECT_EQ(transport_.requests().back().options.proxy, "");
}

TEST_F(ContainerTest, ATokenThatWouldMakeAnotherHeaderIsRefused) {
  full("http://127.0.0.1:1/c");
  environment_.set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "tOkEn\r\nX-Evil: 1");
  EXPECT_EQ(found(), "error invalid-argument AWS_CONTAINER_AUTHORIZATION_TOKEN");
  environment_.set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", (home() / "gone").string());
  EXPECT_EQ(found(), "error not-connected AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
  EXPECT_TRUE(transport_.requests().empty());
}

TEST_F(ContainerTest, AnswersThatAreNoCredentialsSayWhatIsWrong) {
  const std::vector<std::pair<std::string, std::string>> answers{
      {"<html>sEcReT</html>", "no JSON"},
      {R"(["sEcReT"])", "no JSON object"},
      {R"({"SecretAccessKey":"sEcReT","Token":"tOkEn"})", "no AccessKeyId"},
      {R"({"AccessKeyId":"A","SecretAccessKey":"sEcReT","Expiration":"2026-01-01T00:00:00Z"})", "no Token"},
      {R"({"AccessKeyId":"A","SecretAccessKey":"sEcReT","Token":"tOkEn"})", "no Expiration"},
      {R"({"AccessKeyId":"A","SecretAccessKey":7,"Token":"tOkEn"})", "SecretAccessKey is no text"},
      {R"({"AccessKeyId":"A","SecretAccessKey":"sEcReT","Token":"tOkEn","Expiration":"soon"})", "no time"},
  };
  full("http://127.0.0.1:1/c");
  for (const auto& [body, said] : answers) {
    answers_ = {{"GET", 200, body}};
    EXPECT_EQ(found(), "error not-connected") << body;
    EXPECT_THAT(last_.error().what, HasSubstr(said));
  }
}

TEST_F(ContainerTest, TriesThreeTimesWhereTheServerFails) {
  full("http://127.0.0.1:1/c");
  once_ = true;
  answers_ = {{"GET", 500, ""}, {"GET", 503, ""}, {"GET", 200, metadata_json("ASIACONTAINER")}};
  EXPECT_EQ(found(), "ASIACONTAINER");
  answers_ = {{"GET", 403, "sEcReT"}, {"GET", 200, metadata_json("ASIACONTAINER")}};
  EXPECT_EQ(found(), "error not-connected");
  answers_.clear();
  EXPECT_EQ(found(), "error network");
}

}  // namespace
}  // namespace coffer::aws
