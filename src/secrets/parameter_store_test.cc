// Parameter Store as a provider: the way from a link to a value.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "secrets/testing/session_fixture.h"

namespace coffer::secrets {
namespace {

class ParameterStoreTest : public SessionTest {
 protected:
  static vault::Link parameter(const std::string& id, const std::string& version = "") {
    vault::Link made;
    made.provider = vault::kSsm;
    made.secret = id;
    made.version = version;
    return made;
  }
};

TEST_F(ParameterStoreTest, ReadsSeveralInOneCallAndVersionsSingly) {
  aws_.put_parameter("/a", "value-a");
  aws_.put_parameter("b", R"({"user":"u"})");
  aws_.put_parameter("c", "value-c", "4");
  connected();
  link("a", parameter("/a"));
  link("b", [] {
    vault::Link made = parameter("b");
    made.json_key = "user";
    return made;
  }());
  link("c", parameter("c", "4"));
  EXPECT_EQ(values({"a", "b", "c"}), (std::vector<std::string>{"value-a", "u", "value-c"}));
  EXPECT_EQ(aws_.calls("GetParameters").size(), 1U);
  EXPECT_EQ(aws_.calls("GetParameter").size(), 1U);
  const auto details = session().test("c");
  ASSERT_TRUE(details);
  EXPECT_EQ(details->source, "ssm c");
  EXPECT_EQ(details->version_id, "4");
  EXPECT_TRUE(details->created.has_value());
  EXPECT_EQ(values({"a"}), std::vector<std::string>{"value-a"});
  EXPECT_EQ(aws_.calls("GetParameters").size(), 1U) << "cached";
}

TEST_F(ParameterStoreTest, BesideSecretsManager) {
  aws_.put(test_arn("s"), "value-s");
  aws_.put_parameter("p", "value-p");
  connected();
  link("s", test_arn("s"));
  link("p", parameter("p"));
  EXPECT_EQ(values({"p", "s"}), (std::vector<std::string>{"value-p", "value-s"}));
}

TEST_F(ParameterStoreTest, TheRegionIsTheArnsElseTheLinksElseTheConnections) {
  const std::string arn = "arn:aws:ssm:ap-southeast-2:123456789012:parameter/x";
  aws_.put_parameter(arn, "x");
  aws_.put_parameter("y", "y");
  aws_.put_parameter("z", "z");
  connected();
  link("x", parameter(arn));
  link("y", [] {
    vault::Link made = parameter("y");
    made.region = "us-east-1";
    return made;
  }());
  link("z", parameter("z"));
  EXPECT_EQ(values({"x", "y", "z"}), (std::vector<std::string>{"x", "y", "z"}));
  std::vector<std::string> hosts;
  for (const auto& call : aws_.calls("GetParameter")) hosts.push_back(call.host);
  EXPECT_THAT(hosts,
              testing::UnorderedElementsAre("ssm.ap-southeast-2.amazonaws.com", "ssm.us-east-1.amazonaws.com",
                                            "ssm.eu-west-1.amazonaws.com"));
}

TEST_F(ParameterStoreTest, ReadsSinglyWhereSeveralAtOnceAreNotPermitted) {
  aws_.put_parameter("a", "value-a");
  aws_.put_parameter("b", "value-b");
  aws_.fail("GetParameters", "AccessDeniedException",
            "User: u is not authorized to perform: ssm:GetParameters on resource: r");
  connected().set_cache_duration(std::chrono::seconds(0));
  link("a", parameter("a"));
  link("b", parameter("b"));
  for (int i = 0; i < 2; ++i) EXPECT_EQ(values({"a", "b"}), (std::vector<std::string>{"value-a", "value-b"}));
  EXPECT_EQ(aws_.calls("GetParameters").size(), 1U);
  EXPECT_EQ(aws_.calls("GetParameter").size(), 4U);
}

TEST_F(ParameterStoreTest, ThroughARole) {
  aws_.put_parameter("a", "value-a");
  connected();
  vault::Link made = parameter("a");
  made.role = "arn:aws:iam::123456789012:role/reader";
  link("a", made);
  EXPECT_EQ(value("a"), "value-a");
  EXPECT_THAT(aws_.calls("GetParameter")[0].key_id, testing::StartsWith("ASIAROLE"));
}

TEST_F(ParameterStoreTest, EachCauseHasItsCodeAndAMend) {
  aws_.put_parameter("a", "secret-value");
  connected();
  link("k", parameter("a", "9"));
  Error error = error_of("k");
  EXPECT_EQ(error.code, ErrorCode::kVersionNotFound);
  EXPECT_THAT(error.mend, testing::HasSubstr("get-parameter-history"));
  link("gone", parameter("gone"));
  EXPECT_EQ(error_of("gone").code, ErrorCode::kExternalSecretNotFound);
  link("k2", parameter("a"));
  const std::tuple<const char*, const char*, ErrorCode, const char*> cases[] = {
      {"AccessDeniedException", "User: u is not authorized to perform: ssm:GetParameter",
       ErrorCode::kAccessDenied, "allowed"},
      {"InvalidKeyId", "the key is disabled", ErrorCode::kKmsDenied, "kms:Decrypt"},
      {"ExpiredTokenException", "old", ErrorCode::kCredentialsExpired, "Authenticate again"}};
  for (const auto& [code, message, meaning, mend] : cases) {
    aws_.fail("GetParameter", code, message);
    error = error_of("k2");
    EXPECT_EQ(error.code, meaning) << to_string(error);
    EXPECT_TRUE(error.what.starts_with("{{vault:k2}}: ")) << error.what;
    EXPECT_THAT(error.mend, testing::HasSubstr(mend));
    EXPECT_EQ(to_string(error).find("secret-value"), std::string::npos);
  }
}

TEST_F(ParameterStoreTest, AProviderOfTomorrowDoesNotResolve) {
  connected();
  vault::Link made;
  made.provider = "tomorrow";
  made.secret = "s";
  link("k", made);
  const Error error = error_of("k");
  EXPECT_EQ(error.code, ErrorCode::kServiceError);
  EXPECT_THAT(error.what, testing::HasSubstr("“tomorrow” is not known"));
  EXPECT_THAT(error.mend, testing::HasSubstr("Update Coffer"));
}

}  // namespace
}  // namespace coffer::secrets
