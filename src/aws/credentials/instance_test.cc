#include <gmock/gmock.h>

#include "aws/testing/source_world.h"

namespace coffer::aws {
namespace {

using ::testing::HasSubstr;

class InstanceTest : public SourceWorld {
 protected:
  InstanceTest() { serve("http://169.254.169.254/"); }
  void serve(const std::string& base) {
    answers_ = {{"PUT " + base + "latest/api/token", 200, "tOkEn=="},
                {"GET " + base + "latest/meta-data/iam/security-credentials/my-role", 200,
                 metadata_json("ASIAINSTANCE")},
                {"GET " + base + "latest/meta-data/iam/security-credentials/", 200, "my-role\n"}};
  }
};

TEST_F(InstanceTest, AsksWithAToken) {
  ASSERT_EQ(found(), "ASIAINSTANCE");
  const auto requests = transport_.requests();
  ASSERT_EQ(requests.size(), 3U);
  EXPECT_EQ(requests[0].header("X-aws-ec2-metadata-token-ttl-seconds"), "21600");
  EXPECT_EQ(requests[1].header("X-aws-ec2-metadata-token"), "tOkEn==");
  EXPECT_EQ(requests[2].header("X-aws-ec2-metadata-token"), "tOkEn==");
  EXPECT_EQ(requests[0].options.proxy, "");
  EXPECT_EQ(requests[0].options.connect_timeout, std::chrono::seconds(1));
  EXPECT_THAT(hidden_, ::testing::Contains("tOkEn=="));
  EXPECT_EQ((*last_)->source, "EC2 instance role my-role");
}

TEST_F(InstanceTest, NeverAsksWithoutOne) {
  for (const int status : {403, 404, 405}) {
    answers_[0].status = status;
    EXPECT_EQ(found(), "none");
  }
  EXPECT_EQ(transport_.requests().size(), 3U);  // the token only
  answers_[0].status = 400;
  EXPECT_EQ(found(), "error not-connected");
  answers_[0] = {"PUT", 200, "tOkEn\nX-Evil: 1"};
  EXPECT_EQ(found(), "error not-connected");
}

TEST_F(InstanceTest, NoMetadataServiceIsNoError) {
  answers_.clear();
  EXPECT_EQ(found(), "none");
  EXPECT_EQ(transport_.requests().size(), 1U);
  environment_.set("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "3");
  EXPECT_EQ(found(), "none");
  EXPECT_EQ(transport_.requests().size(), 4U);
}

TEST_F(InstanceTest, AnInstanceWithoutARoleHasNone) {
  answers_[2].status = 404;
  EXPECT_EQ(found(), "none");
}

TEST_F(InstanceTest, EndpointAndModeCanBeSet) {
  environment_.set("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ipv6");
  serve("http://[fd00:ec2::254]/");
  EXPECT_EQ(found(), "ASIAINSTANCE");
  environment_.set("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1338");
  serve("http://127.0.0.1:1338/");
  EXPECT_EQ(found(), "ASIAINSTANCE");
  environment_.set("AWS_EC2_METADATA_SERVICE_ENDPOINT", "nonsense");
  EXPECT_EQ(found(), "error invalid-argument AWS_EC2_METADATA_SERVICE_ENDPOINT");
  environment_.set("AWS_EC2_METADATA_SERVICE_ENDPOINT", "");
  environment_.set("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv5");
  EXPECT_EQ(found(), "error invalid-argument AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE");
}

TEST_F(InstanceTest, WhatIsNoRoleNameIsNoPartOfAPath) {
  for (const std::string name : {"../../user-data", "a b", "", "a\nb", "a?b"}) {
    answers_[2].body = name;
    EXPECT_EQ(found(), "error not-connected") << name;
  }
}

TEST_F(InstanceTest, AnErrorInAnAnswerIsNamed) {
  answers_[1].body = R"({"Code":"AssumeRoleUnauthorizedAccess","Message":"EC2 cannot assume the role"})";
  EXPECT_EQ(found(), "error not-connected");
  EXPECT_THAT(last_.error().what, HasSubstr("AssumeRoleUnauthorizedAccess"));
  answers_[1].body = R"({"Code":"Success",)" + metadata_json("ASIAINSTANCE").substr(1);
  EXPECT_EQ(found(), "ASIAINSTANCE");
}

}  // namespace
}  // namespace coffer::aws
