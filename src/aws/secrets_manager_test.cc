#include "aws/secrets_manager.h"

#include "aws/testing/client_fixture.h"

namespace coffer::aws {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf";
const std::string kOther = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:api-GhIjKl";

class SecretsManagerTest : public ClientFixture {
 protected:
  Result<SecretValue> get(SecretId id = {kArn, {}, {}}) {
    return get_secret_value(client(), long_lived(), "eu-west-1", id);
  }
  Result<std::vector<Result<SecretValue>>> batch(const std::vector<std::string>& ids) {
    return batch_get_secret_value(client(), long_lived(), "eu-west-1", ids);
  }
};

TEST_F(SecretsManagerTest, ReadsAValueByteForByte) {
  transport_.push(
      200,
      R"({"ARN":")" + kArn +
          R"(","Name":"db","VersionId":"v-1","VersionStages":["AWSCURRENT","blue"],"CreatedDate":1.523477145713E9,)"
          R"("SecretString":" {\"a\": 1}\n\u00fc "})");
  const auto value = get();
  ASSERT_TRUE(value) << to_string(value.error());
  EXPECT_EQ(plain(value->value), " {\"a\": 1}\nü ");
  EXPECT_FALSE(value->binary);
  EXPECT_EQ(value->arn, kArn);
  EXPECT_EQ(value->name, "db");
  EXPECT_EQ(value->version_id, "v-1");
  EXPECT_THAT(value->stages, ElementsAre("AWSCURRENT", "blue"));
  EXPECT_EQ(value->created, WallTime(std::chrono::milliseconds(1523477145713)));
  const auto request = transport_.requests().at(0);
  EXPECT_EQ(request.url, "https://secretsmanager.eu-west-1.amazonaws.com/");
  EXPECT_EQ(request.header("X-Amz-Target"), "secretsmanager.GetSecretValue");
  EXPECT_EQ(request.header("Content-Type"), "application/x-amz-json-1.1");
  EXPECT_EQ(request.body, R"({"SecretId":")" + kArn + "\"}");
}

TEST_F(SecretsManagerTest, ReadsABinaryValue) {
  transport_.push(200, R"({"ARN":"a","Name":"b","SecretBinary":"AAH/"})");
  const auto value = get();
  ASSERT_TRUE(value) << to_string(value.error());
  EXPECT_TRUE(value->binary);
  EXPECT_EQ(plain(value->value), std::string("\0\x01\xff", 3));
}

TEST_F(SecretsManagerTest, AsksForAVersionOrAStageButNotBoth) {
  transport_.push(200, R"({"SecretString":""})").push(200, R"({"SecretString":""})");
  EXPECT_TRUE(get({kArn, "v-1", {}}));
  EXPECT_TRUE(get({kArn, {}, "AWSPREVIOUS"}));
  EXPECT_THAT(transport_.requests().at(0).body, HasSubstr(R"("VersionId":"v-1")"));
  EXPECT_THAT(transport_.requests().at(1).body, HasSubstr(R"("VersionStage":"AWSPREVIOUS")"));
  const auto both = get({kArn, "v-1", "AWSPREVIOUS"});
  ASSERT_FALSE(both);
  EXPECT_EQ(both.error().field, "Version");
  EXPECT_EQ(transport_.requests().size(), 2u);
}

TEST_F(SecretsManagerTest, AnAnswerThatIsNotRightShowsNothingOfItself) {
  for (const std::string_view body :
       {R"({"SecretString":42})", R"({"SecretBinary":"hunter2!"})", R"(["hunter2"])",
        R"({"SecretString":"hunter2")", "<html>hunter2</html>"}) {
    transport_.push(200, std::string(body));
    const auto value = get();
    ASSERT_FALSE(value) << body;
    EXPECT_EQ(value.error().code, ErrorCode::kServiceError);
    EXPECT_THAT(to_string(value.error()), Not(HasSubstr("hunter2")));
  }
}

TEST_F(SecretsManagerTest, MotosXmlErrorsAreUnderstoodToo) {
  transport_.push(403,
                  xml_error("AccessDenied", "User: arn:aws:iam::1:user/me is not authorized to perform: x"));
  const auto value = get();
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().code, ErrorCode::kAccessDenied);
  EXPECT_THAT(value.error().what, HasSubstr(kArn));
}

TEST_F(SecretsManagerTest, ABatchAnswersInTheOrderAsked) {
  transport_.push(
      200,
      R"({"SecretValues":[{"ARN":")" + kOther + R"(","Name":"api","SecretString":"two"},{"ARN":")" + kArn +
          R"(","Name":"db","SecretString":"one"}],"Errors":[{"SecretId":"gone","ErrorCode":)"
          R"("ResourceNotFoundException","Message":"Secrets Manager can't find the specified secret."}]})");
  const auto values = batch({kArn, "gone", "api", kArn, "silent"});
  ASSERT_TRUE(values) << to_string(values.error());
  ASSERT_EQ(values->size(), 5u);
  ASSERT_TRUE((*values)[0]);
  EXPECT_EQ(plain((*values)[0]->value), "one");
  ASSERT_FALSE((*values)[1]);
  EXPECT_EQ((*values)[1].error().code, ErrorCode::kExternalSecretNotFound);
  EXPECT_THAT((*values)[1].error().what, HasSubstr("gone"));
  ASSERT_TRUE((*values)[2]);
  EXPECT_EQ(plain((*values)[2]->value), "two");
  ASSERT_TRUE((*values)[3]);
  EXPECT_EQ(plain((*values)[3]->value), "one");
  ASSERT_FALSE((*values)[4]);
  EXPECT_EQ((*values)[4].error().code, ErrorCode::kServiceError);
}

TEST_F(SecretsManagerTest, ABatchFollowsItsPages) {
  transport_.push(200, R"({"SecretValues":[],"NextToken":"n"})")
      .push(200, R"({"SecretValues":[{"ARN":")" + kArn + R"(","Name":"db","SecretString":"one"}]})");
  const auto values = batch({kArn});
  ASSERT_TRUE(values);
  EXPECT_TRUE(values->at(0));
  EXPECT_THAT(transport_.requests().at(1).body, HasSubstr(R"("NextToken":"n")"));
}

TEST_F(SecretsManagerTest, ABatchMayBeDeniedAsAWhole) {
  transport_.push(400, json_error("AccessDeniedException",
                                  "not authorized to perform: secretsmanager:BatchGetSecretValue"));
  const auto values = batch({kArn});
  ASSERT_FALSE(values);
  EXPECT_EQ(values.error().code, ErrorCode::kAccessDenied);
}

TEST_F(SecretsManagerTest, ABatchHasAtMostTwentySecrets) {
  EXPECT_EQ(batch(std::vector<std::string>(21, kArn)).error().code, ErrorCode::kInvalidArgument);
  EXPECT_TRUE(batch({})->empty());
  EXPECT_TRUE(transport_.requests().empty());
}

TEST_F(SecretsManagerTest, DescribesASecret) {
  transport_.push(200, R"({"ARN":")" + kArn +
                           R"(","Name":"db","KmsKeyId":"k","DeletedDate":1.5E9,)"
                           R"("VersionIdsToStages":{"v-1":["AWSCURRENT"],"v-0":["AWSPREVIOUS"]}})");
  const auto description = describe_secret(client(), long_lived(), "eu-west-1", kArn);
  ASSERT_TRUE(description) << to_string(description.error());
  EXPECT_EQ(description->kms_key_id, "k");
  EXPECT_EQ(description->deleted, WallTime(std::chrono::seconds(1500000000)));
  EXPECT_FALSE(description->created);
  ASSERT_EQ(description->versions.size(), 2u);
  EXPECT_EQ(description->versions[0].first, "v-1");
  EXPECT_THAT(description->versions[0].second, ElementsAre("AWSCURRENT"));
}

TEST_F(SecretsManagerTest, ListsAllPagesUpToTheLimit) {
  transport_
      .push(
          200,
          R"({"SecretList":[{"ARN":"1","Name":"a","SecretVersionsToStages":{"v":["x"]},"VersionIdsToStages":{"v":["x"]}},{"ARN":"2","Name":"b"}],"NextToken":"n"})")
      .push(200, R"({"SecretList":[{"ARN":"3","Name":"c"},{"ARN":"4","Name":"d"}],"NextToken":"m"})");
  const auto secrets = list_secrets(client(), long_lived(), "eu-west-1", 3);
  ASSERT_TRUE(secrets) << to_string(secrets.error());
  ASSERT_EQ(secrets->size(), 3u);
  EXPECT_EQ((*secrets)[0].versions.size(), 1u);
  EXPECT_EQ((*secrets)[2].name, "c");
  EXPECT_EQ(transport_.requests().at(1).body, R"({"MaxResults":1,"NextToken":"n"})");
}

TEST_F(SecretsManagerTest, ListsVersions) {
  transport_.push(200, R"({"Versions":[{"VersionId":"v-1","VersionStages":["AWSCURRENT"]}],"NextToken":"n"})")
      .push(200, R"({"Versions":[{"VersionId":"v-0"}]})");
  const auto versions = list_secret_version_ids(client(), long_lived(), "eu-west-1", kArn);
  ASSERT_TRUE(versions) << to_string(versions.error());
  ASSERT_EQ(versions->size(), 2u);
  EXPECT_THAT((*versions)[0].second, ElementsAre("AWSCURRENT"));
  EXPECT_TRUE((*versions)[1].second.empty());
}

}  // namespace
}  // namespace coffer::aws
