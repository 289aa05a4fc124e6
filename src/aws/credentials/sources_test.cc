#include "aws/credentials/sources.h"

#include <gtest/gtest.h>

namespace coffer::aws {
namespace {

std::string plain(const Secret& secret) {
  return secret.expose([](std::string_view bytes) { return std::string(bytes); });
}

using Variables = std::map<std::string, std::string, std::less<>>;

TEST(EnvironmentCredentialsTest, ReadsKeysTokenAndExpiry) {
  const auto found = credentials_from_environment(
      Environment(Variables{{"AWS_ACCESS_KEY_ID", "ASIAEXAMPLE"},
                            {"AWS_SECRET_ACCESS_KEY", "secret\n"},
                            {"AWS_SESSION_TOKEN", "token"},
                            {"AWS_CREDENTIAL_EXPIRATION", "2015-08-30T12:36:00Z"}}));
  ASSERT_TRUE(found);
  ASSERT_TRUE(found->has_value());
  EXPECT_EQ((*found)->access_key_id, "ASIAEXAMPLE");
  EXPECT_EQ(plain((*found)->secret_access_key), "secret");
  EXPECT_EQ(plain((*found)->session_token), "token");
  EXPECT_TRUE((*found)->temporary());
  EXPECT_EQ((*found)->expires, WallTime(std::chrono::seconds(1440938160)));
  EXPECT_EQ((*found)->source, "environment");
}

TEST(EnvironmentCredentialsTest, BlankCountsAsUnset) {
  const auto found = credentials_from_environment(
      Environment(Variables{{"AWS_ACCESS_KEY_ID", ""}, {"AWS_SECRET_ACCESS_KEY", "  "}}));
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->has_value());
}

TEST(EnvironmentCredentialsTest, HalfOfThePairIsAnError) {
  const auto no_secret = credentials_from_environment(Environment(Variables{{"AWS_ACCESS_KEY_ID", "AKIA"}}));
  ASSERT_FALSE(no_secret);
  EXPECT_EQ(no_secret.error().field, "AWS_SECRET_ACCESS_KEY");
  const auto no_key =
      credentials_from_environment(Environment(Variables{{"AWS_SECRET_ACCESS_KEY", "hunter2"}}));
  ASSERT_FALSE(no_key);
  EXPECT_EQ(no_key.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(no_key.error().field, "AWS_ACCESS_KEY_ID");
  EXPECT_EQ(to_string(no_key.error()).find("hunter2"), std::string::npos);
}

TEST(EnvironmentCredentialsTest, AnExpiryThatIsNoTimeIsAnError) {
  const auto found =
      credentials_from_environment(Environment(Variables{{"AWS_ACCESS_KEY_ID", "A"},
                                                         {"AWS_SECRET_ACCESS_KEY", "s"},
                                                         {"AWS_SESSION_TOKEN", "t"},
                                                         {"AWS_CREDENTIAL_EXPIRATION", "tomorrow"}}));
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().field, "AWS_CREDENTIAL_EXPIRATION");
}

Profile profile_with(std::map<std::string, std::string, std::less<>> settings, bool keys = false) {
  Profile profile;
  profile.name = "x";
  profile.settings = std::move(settings);
  if (keys) {
    profile.access_key_id = "AKIAEXAMPLE";
    profile.secret_access_key = Secret("secret");
  }
  return profile;
}

TEST(ProfileCredentialsTest, ReadsTheKeysThatStandInIt) {
  const auto found = credentials_from_profile(profile_with({}, true));
  ASSERT_TRUE(found);
  ASSERT_TRUE(found->has_value());
  EXPECT_EQ((*found)->access_key_id, "AKIAEXAMPLE");
  EXPECT_EQ(plain((*found)->secret_access_key), "secret");
  EXPECT_FALSE((*found)->temporary());
  EXPECT_EQ((*found)->source, "profile x");
}

TEST(ProfileCredentialsTest, AProfileWithoutCredentialsIsNoError) {
  const auto found = credentials_from_profile(profile_with({{"region", "eu-west-1"}}));
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->has_value());
}

TEST(ProfileCredentialsTest, HalfOfThePairIsAnError) {
  Profile profile = profile_with({}, true);
  profile.secret_access_key = Secret();
  const auto found = credentials_from_profile(profile);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(found.error().field, "aws_secret_access_key");
}

TEST(RegionTest, TheEnvironmentBeatsTheProfile) {
  const Profile profile = profile_with({{"region", "eu-west-1"}});
  EXPECT_EQ(region_from({}, &profile), "eu-west-1");
  EXPECT_EQ(region_from({}, nullptr), std::nullopt);
  EXPECT_EQ(region_from(Environment(Variables{{"AWS_DEFAULT_REGION", "eu-west-2"}}), &profile), "eu-west-2");
  EXPECT_EQ(
      region_from(Environment(Variables{{"AWS_REGION", "eu-west-3"}, {"AWS_DEFAULT_REGION", "eu-west-2"}}),
                  &profile),
      "eu-west-3");
}

TEST(ProfileNameTest, ReadsAwsProfileThenAwsDefaultProfile) {
  EXPECT_EQ(profile_name_from({}), std::nullopt);
  EXPECT_EQ(profile_name_from(Environment(Variables{{"AWS_DEFAULT_PROFILE", "b"}})), "b");
  EXPECT_EQ(profile_name_from(Environment(Variables{{"AWS_PROFILE", "a"}, {"AWS_DEFAULT_PROFILE", "b"}})),
            "a");
}

}  // namespace
}  // namespace coffer::aws
