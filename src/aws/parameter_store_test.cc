#include "aws/parameter_store.h"

#include "aws/arn.h"
#include "aws/testing/client_fixture.h"
#include "json/json.h"

namespace coffer::aws {
namespace {

constexpr const char* kRegion = "eu-west-1";
constexpr const char* kArn = "arn:aws:ssm:eu-west-1:123456789012:parameter/prod/db";

class ParameterStoreTest : public ClientFixture {
 protected:
  Result<Parameter> get(const std::string& id, const std::string& version = "") {
    return get_parameter(client(), long_lived(), kRegion, id, version);
  }
  json::Value sent() const { return *json::parse(transport_.requests().back().body); }
};

TEST_F(ParameterStoreTest, ReadsAParameter) {
  transport_.push(200, R"({"Parameter":{"ARN":")" + std::string(kArn) +
                           R"(","DataType":"text","LastModifiedDate":1440938160.5,"Name":"/prod/db",
      "Type":"SecureString","Value":" p\"\u00e4 ","Version":7}})");
  const auto parameter = get("/prod/db");
  ASSERT_TRUE(parameter) << to_string(parameter.error());
  EXPECT_EQ(plain(parameter->value), " p\"ä ");
  EXPECT_EQ(parameter->version, "7");
  EXPECT_EQ(parameter->type, "SecureString");
  EXPECT_EQ(parameter->arn, kArn);
  EXPECT_EQ(parameter->modified, kNow + std::chrono::milliseconds(500));
  const http::RecordedRequest request = transport_.requests().back();
  EXPECT_EQ(request.url, "https://ssm.eu-west-1.amazonaws.com/");
  EXPECT_EQ(request.header("X-Amz-Target"), "AmazonSSM.GetParameter");
  EXPECT_EQ(request.header("Content-Type"), "application/x-amz-json-1.1");
  EXPECT_NE(request.header("Authorization").find("/eu-west-1/ssm/aws4_request"), std::string::npos);
  EXPECT_EQ(json::find_string(sent(), "Name"), "/prod/db");
  EXPECT_EQ(json::find_bool(sent(), "WithDecryption"), true);
}

TEST_F(ParameterStoreTest, AVersionOrALabelFollowsTheName) {
  static_cast<void>(get(kArn, "blue"));
  EXPECT_EQ(json::find_string(sent(), "Name"), std::string(kArn) + ":blue");
}

TEST_F(ParameterStoreTest, ReadsSeveralInOneCallAndSaysWhichAreNotThere) {
  transport_.push(200, R"({"InvalidParameters":["gone"],"Parameters":[
      {"Name":"/prod/db","ARN":")" +
                           std::string(kArn) + R"(","Value":"two","Version":1},
      {"Name":"a","Value":"one","Version":1}]})");
  const auto found = get_parameters(client(), long_lived(), kRegion, {"a", "gone", kArn, "a"});
  ASSERT_TRUE(found) << to_string(found.error());
  ASSERT_EQ(found->size(), 4U);
  EXPECT_EQ(plain((*found)[0]->value), "one");
  EXPECT_FALSE((*found)[1]);
  EXPECT_EQ(plain((*found)[2]->value), "two");
  EXPECT_EQ(plain((*found)[3]->value), "one");
  EXPECT_EQ(json::find_array(sent(), "Names")->size(), 3U);  // each once
  EXPECT_EQ(json::find_bool(sent(), "WithDecryption"), true);
}

TEST_F(ParameterStoreTest, AsksForTenAtMost) {
  EXPECT_EQ(get_parameters(client(), long_lived(), kRegion, std::vector<std::string>(11, "a")).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_TRUE(get_parameters(client(), long_lived(), kRegion, {})->empty());
  EXPECT_TRUE(transport_.requests().empty());
}

TEST_F(ParameterStoreTest, EachErrorHasItsCode) {
  const std::tuple<const char*, const char*, ErrorCode> cases[] = {
      {"ParameterNotFound", "", ErrorCode::kExternalSecretNotFound},
      {"ParameterVersionNotFound", "Systems Manager could not find version 9 of /prod/db.",
       ErrorCode::kVersionNotFound},
      {"InvalidKeyId", "key is disabled", ErrorCode::kKmsDenied},
      {"AccessDeniedException", "User: u is not authorized to perform: ssm:GetParameter on resource: r",
       ErrorCode::kAccessDenied},
      {"AccessDeniedException", "User: u is not authorized to perform: kms:Decrypt on resource: k",
       ErrorCode::kKmsDenied},
      {"UnrecognizedClientException", "The security token included in the request is invalid.",
       ErrorCode::kCredentialsInvalid},
      {"ExpiredTokenException", "expired", ErrorCode::kCredentialsExpired},
      {"ValidationException", "bad", ErrorCode::kInvalidArgument}};
  for (const auto& [code, message, meaning] : cases) {
    transport_.push(400, json_error(code, message));
    const auto failed = get("/prod/db");
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, meaning) << code << ": " << to_string(failed.error());
    EXPECT_FALSE(failed.error().mend.empty()) << code;
  }
  transport_.push(400, json_error("ParameterNotFound", ""));
  EXPECT_EQ(get("/prod/db").error().what, "there is no parameter /prod/db in eu-west-1");
}

TEST_F(ParameterStoreTest, AnswersThatAreNotWhatTheyShouldBe) {
  for (const char* body : {"", "[]", "{}", R"({"Parameter":{}})", R"({"Parameter":{"Value":1}})"}) {
    transport_.push(200, body);
    EXPECT_EQ(get("a").error().code, ErrorCode::kServiceError) << body;
  }
  for (const char* body : {"{}", R"({"Parameters":[{"Name":"a"}]})"}) {
    transport_.push(200, body);
    const auto failed = get_parameters(client(), long_lived(), kRegion, {"a", "b"});
    EXPECT_EQ(failed.error().code, ErrorCode::kServiceError) << body;
  }
}

TEST(ParameterIdTest, TakesNamesAndArnsWithAVersionBehind) {
  const auto arn = parse_parameter(std::string(kArn) + ":3");
  ASSERT_TRUE(arn) << to_string(arn.error());
  EXPECT_EQ(arn->id.arn.text, kArn);
  EXPECT_EQ(arn->id.arn.region, "eu-west-1");
  EXPECT_EQ(arn->id.arn.account, "123456789012");
  EXPECT_EQ(arn->version, "3");
  EXPECT_FALSE(arn->id.by_name());
  for (const char* text : {"name", "/a/b.c_d-e", "/aws/reference/secretsmanager/prod/key+=@!x"}) {
    const auto named = parse_parameter(text);
    ASSERT_TRUE(named) << text << to_string(named.error());
    EXPECT_EQ(named->id.arn.text, text);
    EXPECT_TRUE(named->id.by_name());
    EXPECT_EQ(parse_parameter(std::string(text) + ":blue")->version, "blue");
  }
}

TEST(ParameterIdTest, RefusesWhatIsNone) {
  for (const char* text :
       {"", ":3", "a b", "a/b", "a:1:2", "{{a}}", "arn:aws:ssm:eu-west-1:123456789012:document/x",
        "arn:aws:s3:eu-west-1:123456789012:parameter/x", "arn:aws:ssm::123456789012:parameter/x",
        "arn:aws:ssm:eu-west-1:12:parameter/x", "arn:aws:ssm:eu-west-1:123456789012:parameter/",
        "arn:aws:ssm:cn-north-1:123456789012:parameter/x",
        "arn:aws:ssm:eu-west-1:123456789012:parameter/a:1:2"}) {
    const auto parsed = parse_parameter(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().field, "Parameter") << text;
    EXPECT_FALSE(parsed.error().mend.empty()) << text;
  }
}

}  // namespace
}  // namespace coffer::aws
