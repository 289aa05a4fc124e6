#include "secrets/link_input.h"

#include <gtest/gtest.h>

namespace coffer::secrets {
namespace {

constexpr const char* kArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf";
constexpr const char* kUuid = "01234567-89ab-cdef-0123-456789abcdef";

LinkFields with_secret(std::string secret) {
  LinkFields fields;
  fields.secret = std::move(secret);
  return fields;
}

std::string field_of(const LinkFields& fields) {
  const auto link = make_link(fields);
  return link ? "" : link.error().field;
}

TEST(LinkInputTest, TakesABareArn) {
  const auto link = make_link(with_secret(std::string(" ") + kArn + "\n"));
  ASSERT_TRUE(link) << to_string(link.error());
  EXPECT_EQ(link->secret, kArn);
  EXPECT_EQ(link->version + link->json_key + link->role, "");
}

TEST(LinkInputTest, SplitsTheFormOfEcsTaskDefinitions) {
  const auto link = make_link(with_secret(std::string(kArn) + ":user::" + kUuid));
  ASSERT_TRUE(link) << to_string(link.error());
  EXPECT_EQ(link->secret, kArn);
  EXPECT_EQ(link->json_key, "user");
  EXPECT_EQ(link->version, kUuid);
}

TEST(LinkInputTest, RefusesAPastedFieldThatContradictsAGivenOne) {
  LinkFields fields = with_secret(std::string(kArn) + ":user:blue:");
  fields.json_key = "password";
  EXPECT_EQ(field_of(fields), "JSON key");
  fields.json_key = "user";
  EXPECT_EQ(field_of(fields), "");
  fields.version = "green";
  EXPECT_EQ(field_of(fields), "Version");
  EXPECT_EQ(field_of(with_secret(std::string(kArn) + "::blue:" + kUuid)), "Secret ARN");
}

TEST(LinkInputTest, NamesTheFieldThatIsWrong) {
  EXPECT_EQ(field_of(with_secret("db")), "Secret ARN");
  LinkFields fields = with_secret(kArn);
  fields.role = "admin";
  EXPECT_EQ(field_of(fields), "Role ARN");
  fields.role = "arn:aws-us-gov:iam::123456789012:role/x";
  EXPECT_EQ(field_of(fields), "Role ARN");
  fields.role = "arn:aws:iam::123456789012:role/x";
  fields.external_id = "a";
  EXPECT_EQ(field_of(fields), "External ID");
  fields.external_id = "with space";
  EXPECT_EQ(field_of(fields), "External ID");
  fields.external_id = "ext:1/a@b";
  EXPECT_EQ(field_of(fields), "");
  fields.role = "";
  EXPECT_EQ(field_of(fields), "External ID");
  fields.external_id = "";
  fields.narrow_role = true;
  EXPECT_EQ(field_of(fields), "Session policy");
  fields.narrow_role = false;
  fields.version = std::string(257, 'v');
  EXPECT_EQ(field_of(fields), "Version");
  fields.version = "";
  fields.json_key = "a\x01";
  EXPECT_EQ(field_of(fields), "JSON key");
  fields.json_key = "";
  fields.connection = "a\nb";
  EXPECT_EQ(field_of(fields), "Connection");
  fields.connection = "";
  fields.cache_seconds = kMostCacheSeconds + 1;
  EXPECT_EQ(field_of(fields), "Cache duration");
  fields.cache_seconds = 0;
  fields.provider = "gcp";
  EXPECT_EQ(field_of(fields), "Provider");
}

}  // namespace
}  // namespace coffer::secrets
