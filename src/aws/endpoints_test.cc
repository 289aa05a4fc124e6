// The table itself is held against botocore's in tests/aws.
#include "aws/endpoints.h"

#include <gtest/gtest.h>

namespace coffer::aws {
namespace {

Environment environment(std::map<std::string, std::string, std::less<>> variables) {
  return Environment(std::move(variables));
}

std::string url(const EndpointSettings& settings, Service service, std::string_view region) {
  const auto endpoint = resolve_endpoint(settings, service, region);
  return endpoint ? endpoint->url : to_string(endpoint.error());
}

TEST(EndpointsTest, AwsOwn) {
  const EndpointSettings plain;
  EXPECT_EQ(url(plain, Service::kSecretsManager, "eu-west-1"),
            "https://secretsmanager.eu-west-1.amazonaws.com/");
  EXPECT_EQ(url(plain, Service::kSts, "cn-north-1"), "https://sts.cn-north-1.amazonaws.com.cn/");
  EXPECT_EQ(url(plain, Service::kSts, "aws-global"), "https://sts.amazonaws.com/");
  const auto iam = resolve_endpoint(plain, Service::kIam, "us-gov-east-1");
  ASSERT_TRUE(iam);
  EXPECT_EQ(iam->host, "iam.us-gov.amazonaws.com");
  EXPECT_EQ(iam->signing_region, "us-gov-west-1");
  EXPECT_FALSE(iam->own);
}

TEST(EndpointsTest, RefusesARegionThatWouldChangeTheHost) {
  for (const std::string_view region :
       {"", "eu-west-1.evil.example", "eu west", "EU-WEST-1", "eu/1", "-a", "a-", "é",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}) {
    const auto endpoint = resolve_endpoint({}, Service::kSecretsManager, region);
    ASSERT_FALSE(endpoint) << region;
    EXPECT_EQ(endpoint.error().code, ErrorCode::kRegionWrong);
    EXPECT_EQ(endpoint.error().field, "region");
  }
}

TEST(EndpointsTest, AsksAwsInRegionsThatItMightHaveOnly) {
  for (const std::string_view region : {"us-isob-east-1", "eu-nowhere-12"})
    EXPECT_TRUE(resolve_endpoint({}, Service::kSts, region)) << region;
  EndpointSettings own;
  own.own.fill({"http://127.0.0.1:1", "AWS_ENDPOINT_URL"});
  for (const std::string_view region : {"nonsense", "eu-west", "eu-1", "eu-west-1a", "1"}) {
    const auto endpoint = resolve_endpoint({}, Service::kSts, region);
    ASSERT_FALSE(endpoint) << region;
    EXPECT_EQ(endpoint.error().code, ErrorCode::kRegionWrong);
    EXPECT_EQ(endpoint.error().field, "region");
    EXPECT_TRUE(resolve_endpoint(own, Service::kSts, region)) << region;
  }
}

TEST(EndpointsTest, OwnEndpointsInTheirOrder) {
  Profile profile;
  profile.name = "dev";
  profile.settings["endpoint_url"] = "http://profile:1";
  EXPECT_EQ(url(endpoint_settings({}, &profile), Service::kSts, "eu-west-1"), "http://profile:1/");
  profile.settings["services"] = "local";
  profile.services["secrets_manager.endpoint_url"] = "http://services:2/base";
  EXPECT_EQ(url(endpoint_settings({}, &profile), Service::kSecretsManager, "eu-west-1"),
            "http://services:2/base");
  EXPECT_EQ(url(endpoint_settings({}, &profile), Service::kSts, "eu-west-1"), "http://profile:1/");
  auto variables = environment({{"AWS_ENDPOINT_URL", "http://all:3"}});
  EXPECT_EQ(url(endpoint_settings(variables, &profile), Service::kSecretsManager, "eu-west-1"),
            "http://all:3/");
  variables.set("AWS_ENDPOINT_URL_SECRETS_MANAGER", "https://one:4");
  EXPECT_EQ(url(endpoint_settings(variables, &profile), Service::kSecretsManager, "eu-west-1"),
            "https://one:4/");
  EXPECT_EQ(url(endpoint_settings(variables, &profile), Service::kIam, "eu-west-1"), "http://all:3/");
  variables.set("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "TRUE");
  EXPECT_EQ(url(endpoint_settings(variables, &profile), Service::kSts, "eu-west-1"),
            "https://sts.eu-west-1.amazonaws.com/");
}

TEST(EndpointsTest, AnOwnEndpointNeedsNoRegionAndSignsForTheServicesUsualOne) {
  const auto settings =
      endpoint_settings(environment({{"AWS_ENDPOINT_URL", "http://localhost:4566"}}), nullptr);
  const auto sts = resolve_endpoint(settings, Service::kSts, "");
  ASSERT_TRUE(sts) << to_string(sts.error());
  EXPECT_EQ(sts->signing_region, "us-east-1");
  EXPECT_EQ(sts->host, "localhost");
  EXPECT_TRUE(sts->own);
}

TEST(EndpointsTest, FipsOrDualstackDoNotGoWithAnOwnEndpoint) {
  for (const std::string_view variable : {"AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT"}) {
    const auto settings = endpoint_settings(
        environment({{"AWS_ENDPOINT_URL_STS", "http://localhost:1"}, {std::string(variable), "true"}}),
        nullptr);
    const auto endpoint = resolve_endpoint(settings, Service::kSts, "eu-west-1");
    ASSERT_FALSE(endpoint);
    EXPECT_EQ(endpoint.error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(endpoint.error().field, "AWS_ENDPOINT_URL_STS");
  }
}

TEST(EndpointsTest, RefusesAnEndpointThatIsNoUrl) {
  for (const std::string_view text :
       {"localhost:4566", "ftp://x", "http://", "http://x/?a=b", "http://u:p@x", "http://x y"}) {
    const auto settings = endpoint_settings(environment({{"AWS_ENDPOINT_URL", std::string(text)}}), nullptr);
    const auto endpoint = resolve_endpoint(settings, Service::kSts, "eu-west-1");
    ASSERT_FALSE(endpoint) << text;
    EXPECT_EQ(endpoint.error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(endpoint.error().field, "AWS_ENDPOINT_URL");
  }
}

TEST(EndpointsTest, TheEnvironmentBeatsTheProfileForFlags) {
  Profile profile;
  profile.settings["use_fips_endpoint"] = "true";
  EXPECT_TRUE(endpoint_settings({}, &profile).use_fips);
  EXPECT_FALSE(endpoint_settings(environment({{"AWS_USE_FIPS_ENDPOINT", "false"}}), &profile).use_fips);
}

}  // namespace
}  // namespace coffer::aws
