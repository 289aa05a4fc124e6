#include "aws/arn.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace coffer::aws {
namespace {

using ::testing::HasSubstr;

const std::string kArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db_1-AbCdEf";

TEST(ArnTest, ReadsASecretsArn) {
  const auto pasted = parse_secret_arn(kArn);
  ASSERT_TRUE(pasted) << to_string(pasted.error());
  EXPECT_EQ(pasted->arn.text, kArn);
  EXPECT_EQ(pasted->arn.partition, "aws");
  EXPECT_EQ(pasted->arn.region, "eu-west-1");
  EXPECT_EQ(pasted->arn.account, "123456789012");
  EXPECT_EQ(pasted->arn.name_with_suffix, "prod/db_1-AbCdEf");
  EXPECT_EQ(pasted->json_key + pasted->version_stage + pasted->version_id, "");
}

TEST(ArnTest, IgnoresWhiteSpaceAroundAPastedArn) {
  const auto pasted = parse_secret_arn(" \t" + kArn + "\n");
  ASSERT_TRUE(pasted);
  EXPECT_EQ(pasted->arn.text, kArn);
}

TEST(ArnTest, TakesTheFormOfEcsTaskDefinitionsApart) {
  const auto all = parse_secret_arn(kArn + ":username:AWSPREVIOUS:9d4cb84b-ad69-40c0-a0ab-cead3");
  ASSERT_TRUE(all) << to_string(all.error());
  EXPECT_EQ(all->arn.text, kArn);
  EXPECT_EQ(all->json_key, "username");
  EXPECT_EQ(all->version_stage, "AWSPREVIOUS");
  EXPECT_EQ(all->version_id, "9d4cb84b-ad69-40c0-a0ab-cead3");

  const auto stage_only = parse_secret_arn(kArn + "::AWSPENDING:");
  ASSERT_TRUE(stage_only);
  EXPECT_EQ(stage_only->json_key, "");
  EXPECT_EQ(stage_only->version_stage, "AWSPENDING");
  EXPECT_FALSE(parse_secret_arn(kArn + ":a:b:c:d"));
}

TEST(ArnTest, TakesOtherPartitionsAndManagedSecrets) {
  for (const std::string_view arn : {
           "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:a-AbCdEf",
           "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:a-AbCdEf",
           "arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!cluster-0a1b-AbCdEf",
           "arn:aws:secretsmanager:us-east-1:123456789012:secret:with-hyphen_/+=.@--123456",
       }) {
    EXPECT_TRUE(parse_secret_arn(arn)) << arn;
  }
}

TEST(ArnTest, NamesThePartOfASecretArnThatIsWrong) {
  const struct {
    std::string_view arn, says;
  } cases[] = {
      {"", "nothing is given"},
      {"prod/db", "does not start with \"arn:\""},
      {"arn:aws:secretsmanager:eu-west-1", "ends after 4"},
      {"arn:amazon:secretsmanager:eu-west-1:123456789012:secret:a-AbCdEf", "partition"},
      {"arn:aws:ssm:eu-west-1:123456789012:parameter:a-AbCdEf", "service"},
      {"arn:aws:secretsmanager::123456789012:secret:a-AbCdEf", "region: it is missing"},
      {"arn:aws:secretsmanager:eu.evil:123456789012:secret:a-AbCdEf", "region"},
      {"arn:aws:secretsmanager:EU-WEST-1:123456789012:secret:a-AbCdEf", "region"},
      {"arn:aws:secretsmanager:cn-north-1:123456789012:secret:a-AbCdEf", "partition aws-cn"},
      {"arn:aws:secretsmanager:eu-west-1:1234:secret:a-AbCdEf", "account"},
      {"arn:aws:secretsmanager:eu-west-1:12345678901x:secret:a-AbCdEf", "account"},
      {"arn:aws:secretsmanager:eu-west-1:123456789012:a-AbCdEf", "\"secret:\" should follow"},
      {"arn:aws:secretsmanager:eu-west-1:123456789012:secret", "name: it is missing"},
      {"arn:aws:secretsmanager:eu-west-1:123456789012:secret:db", "6 characters"},
      {"arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCd!f", "6 characters"},
      {"arn:aws:secretsmanager:eu-west-1:123456789012:secret:-AbCdEf", "6 characters"},
      {"arn:aws:secretsmanager:eu-west-1:123456789012:secret:d#b-AbCdEf", "characters that no secret"},
      {"arn:aws:secretsmanager:eu-west-1:123456789012:secret:d b-AbCdEf", "space"},
  };
  for (const auto& test : cases) {
    const auto parsed = parse_secret_arn(test.arn);
    ASSERT_FALSE(parsed) << test.arn;
    EXPECT_EQ(parsed.error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(parsed.error().field, "Secret ARN");
    EXPECT_THAT(parsed.error().what, HasSubstr(test.says)) << test.arn;
    EXPECT_NE(parsed.error().mend, "") << test.arn;
  }
}

TEST(ArnTest, ReadsARolesArn) {
  const auto role = parse_role_arn("arn:aws:iam::123456789012:role/team/reader");
  ASSERT_TRUE(role) << to_string(role.error());
  EXPECT_EQ(role->account, "123456789012");
  EXPECT_EQ(role->partition, "aws");
  EXPECT_EQ(role->path_and_name, "team/reader");
}

TEST(ArnTest, NamesThePartOfARoleArnThatIsWrong) {
  const struct {
    std::string_view arn, says;
  } cases[] = {
      {"reader", "does not start"},
      {"arn:aws:sts::123456789012:assumed-role/reader/me", "session of the role"},
      {"arn:aws:iam::123456789012:user/me", "not the ARN of a role"},
      {"arn:aws:iam:eu-west-1:123456789012:role/reader", "region"},
      {"arn:aws:iam::1:role/reader", "account"},
      {"arn:aws:iam::123456789012:role/", "name"},
      {"arn:aws:iam::123456789012:role/a b", "space"},
      {"arn:aws:iam::123456789012:role/a*", "name"},
  };
  for (const auto& test : cases) {
    const auto parsed = parse_role_arn(test.arn);
    ASSERT_FALSE(parsed) << test.arn;
    EXPECT_EQ(parsed.error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(parsed.error().field, "Role ARN");
    EXPECT_THAT(parsed.error().what, HasSubstr(test.says)) << test.arn;
  }
}

TEST(ArnTest, FindsTheAccountOfACaller) {
  EXPECT_EQ(account_of("arn:aws:sts::123456789012:assumed-role/reader/me"), "123456789012");
  EXPECT_EQ(account_of("arn:aws:iam::123456789012:user/me"), "123456789012");
  EXPECT_EQ(account_of("arn:aws:s3:::bucket"), "");
  EXPECT_EQ(account_of("me"), "");
}

}  // namespace
}  // namespace coffer::aws
