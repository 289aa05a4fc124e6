#include "secrets/key_fields.h"

#include <gtest/gtest.h>

namespace coffer::secrets {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr WallTime kNow{std::chrono::sys_days(std::chrono::year(2026) / 1 / 31)};

TEST(KeyFieldsTest, TakesAccessKeyIdsAsIamMakesThem) {
  for (const char* id : {"AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE", "stand_in_key_id_01"})
    EXPECT_TRUE(check_access_key_id(id)) << id;
  const std::string too_long(129, 'A');
  for (const char* id :
       {"", "AKIA", "AKIAIOSFODNN7EXAMPL E", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", too_long.c_str()}) {
    const auto checked = check_access_key_id(id);
    ASSERT_FALSE(checked) << id;
    EXPECT_EQ(checked.error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(checked.error().field, "access key ID");
    if (std::string_view(id).size() < 8) continue;  // AKIA stands in the mend
    EXPECT_EQ(to_string(checked.error()).find(id), std::string::npos) << "it may be the secret one";
  }
}

TEST(KeyFieldsTest, ThePrefixTellsTheType) {
  EXPECT_EQ(type_of_access_key("AKIAIOSFODNN7EXAMPLE"), KeyType::kLongLived);
  EXPECT_EQ(type_of_access_key("ASIAIOSFODNN7EXAMPLE"), KeyType::kTemporary);
  EXPECT_EQ(type_of_access_key("LKIAIOSFODNN7EXAMPLE"), std::nullopt);
}

TEST(KeyFieldsTest, SecretsAreTrimmedAndNeverEmptyOrSeveral) {
  const auto taken = take_key_secret(Secret(" wJalr/K7+\r\n"), kSecretAccessKey);
  ASSERT_TRUE(taken) << to_string(taken.error());
  EXPECT_TRUE(taken->equals(Secret("wJalr/K7+")));
  for (const char* bad : {"", " \t", "two words", "first\nsecond", "bell\a", "k\xc3\xa9y"}) {
    const auto refused = take_key_secret(Secret(bad), kSessionToken);
    ASSERT_FALSE(refused) << bad;
    EXPECT_EQ(refused.error().field, "session token");
  }
}

TEST(KeyFieldsTest, AnExpiryIsATimeOrADuration) {
  EXPECT_EQ(parse_expiry(" 2026-01-31T12:00:00Z ", kNow).value_or(kNow), kNow + hours(12));
  EXPECT_EQ(parse_expiry("45m", kNow).value_or(kNow), kNow + minutes(45));
  EXPECT_EQ(parse_expiry("12h", kNow).value_or(kNow), kNow + hours(12));
  for (const char* bad : {"", "soon", "45", "0m", "-1h", "37h", "1.5h", "h", "2026-01-30T12:00:00Z"}) {
    const auto refused = parse_expiry(bad, kNow);
    ASSERT_FALSE(refused) << bad;
    EXPECT_EQ(refused.error().field, "expires");
  }
}

TEST(KeyFieldsTest, TellsWhatAProfileHas) {
  aws::Profile profile;
  EXPECT_EQ(kind_of_profile(profile), "no credentials");
  profile.settings["credential_process"] = "program";
  EXPECT_EQ(kind_of_profile(profile), "credential_process");
  profile.access_key_id = "AKIAIOSFODNN7EXAMPLE";
  EXPECT_EQ(kind_of_profile(profile), "access key");
  profile.session_token = Secret("token");
  EXPECT_EQ(kind_of_profile(profile), "access key and session token");
  profile.settings["sso_session"] = "corp";
  EXPECT_EQ(kind_of_profile(profile), "IAM Identity Center (SSO)");
  profile.settings["role_arn"] = "arn:aws:iam::123456789012:role/reader";
  EXPECT_EQ(kind_of_profile(profile), "role arn:aws:iam::123456789012:role/reader");
}

}  // namespace
}  // namespace coffer::secrets
