#include "page/connection_calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "page/testing/aws_test.h"

namespace coffer::page {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kKeys =
    R"({"type": "long-lived", "access_key_id": "AKIAIOSFODNN7EXAMPLE", "secret_access_key": "s3cret/AccessKey+of40Characters",
        "region": "eu-west-1"})";
constexpr const char* kCredentials = R"([default]
aws_access_key_id = AKIADEFAULTDEFAULT00
aws_secret_access_key = secret-of-default
[main]
aws_access_key_id = ASIAMAINMAINMAIN0000
aws_secret_access_key = secret-of-main
aws_session_token = token-of-main
)";

class ConnectionCallsTest : public AwsTest {
 protected:
  ConnectionCallsTest() { connection_calls_.add_to(calls_); }

  json::Array connections() { return *json::find_array(said("connections/list"), "connections"); }

  ConnectionCalls connection_calls_{desk_, events_};
};

TEST_F(ConnectionCallsTest, KeysConnectAndAreForgotten) {
  const json::Value made = said("connections/connect", kKeys);
  EXPECT_EQ(text(made, "name"), "default");
  EXPECT_EQ(text(made, "account"), secrets::kAccount);
  EXPECT_EQ(text(made, "kind"), "long-lived");
  EXPECT_EQ(*json::find_number(made, "left_seconds"), 7200);
  EXPECT_THAT(told(), Contains("connections"));
  ASSERT_EQ(connections().size(), 1u);
  EXPECT_EQ(text(connections()[0], "arn"), text(made, "arn")) << "the session of another call knows it";

  said("connections/disconnect", R"({"name": "default"})");
  EXPECT_TRUE(connections().empty());
  EXPECT_EQ(wrong_field("connections/disconnect", R"({"name": "default"})"), "name");
}

TEST_F(ConnectionCallsTest, TheMfaCodeIsAskedForUntilItIsRight) {
  aws_.mfa_devices = {"arn:aws:iam::123456789012:mfa/phone", "arn:aws:iam::123456789012:mfa/key"};
  aws_.mfa_code = "987654";
  auto connecting = begin("connections/connect", kKeys);
  json::Value question = next_question();
  EXPECT_EQ(text(question, "kind"), "choose-mfa-device");
  EXPECT_EQ(wrong_field("questions/answer", answer_to(question, "another")), "text");
  said("questions/answer", answer_to(question, aws_.mfa_devices[1]));

  question = next_question();
  EXPECT_EQ(text(question, "serial"), aws_.mfa_devices[1]);
  EXPECT_EQ(wrong_field("questions/answer", answer_to(question, "12345")), "text") << "it stays";
  said("questions/answer", answer_to(question, "000000"));
  question = next_question();
  EXPECT_THAT(text(question, "problem"), HasSubstr("did not accept"));
  said("questions/answer", answer_to(question, aws_.mfa_code));

  const Answer made = connecting.get();
  ASSERT_TRUE(made);
  EXPECT_EQ(text(json::parse(text_of(*made)).value(), "kind"), "MFA session");
  for (const Event& event : events_.after(0)) EXPECT_THAT(event.data, Not(HasSubstr(aws_.mfa_code)));
}

TEST_F(ConnectionCallsTest, ACancelledQuestionEndsTheCall) {
  aws_.mfa_devices = {"arn:aws:iam::123456789012:mfa/phone"};
  auto connecting = begin("connections/connect", kKeys);
  said("questions/cancel", answer_to(next_question(), ""));
  EXPECT_EQ(connecting.get().error().code, ErrorCode::kCancelled);
  EXPECT_TRUE(connections().empty());
}

TEST_F(ConnectionCallsTest, WhatIsWrongIsSaidOfItsFieldBeforeAnyCall) {
  const auto field_of = [&](const std::string& arguments) {
    return wrong_field("connections/connect", arguments);
  };
  EXPECT_EQ(field_of(R"({"type": "long-lived"})"), "access_key_id");
  EXPECT_EQ(field_of(R"({"type": "long-lived", "access_key_id": "no"})"), "access_key_id");
  EXPECT_EQ(field_of(R"({"type": "long-lived", "access_key_id": "AKIAIOSFODNN7EXAMPLE"})"),
            "secret_access_key");
  EXPECT_EQ(
      field_of(
          R"({"type": "long-lived", "access_key_id": "AKIAIOSFODNN7EXAMPLE", "secret_access_key": "a b"})"),
      "secret_access_key");
  EXPECT_EQ(
      field_of(
          R"({"type": "temporary", "access_key_id": "ASIAIOSFODNN7EXAMPLE", "secret_access_key": "ab"})"),
      "session_token");
  EXPECT_EQ(
      field_of(
          R"({"type": "long-lived", "access_key_id": "ASIAIOSFODNN7EXAMPLE", "secret_access_key": "ab"})"),
      "session_token");
  EXPECT_EQ(
      field_of(R"({"type": "temporary", "access_key_id": "ASIAIOSFODNN7EXAMPLE", "secret_access_key": "ab",
                         "session_token": "t", "expires": "soon"})"),
      "expires");
  EXPECT_EQ(field_of(R"({"type": "ambient", "region": "Frankfurt!"})"), "region");
  EXPECT_EQ(field_of(R"({"type": "ambient", "mfa_serial": "arn:x"})"), "mfa_serial");
  EXPECT_EQ(field_of(R"({"type": "profile"})"), "profile");
  EXPECT_EQ(field_of(R"({"type": "profile", "profile": "none"})"), "profile");
  EXPECT_EQ(field_of(R"({"type": "magic"})"), "type");
  EXPECT_TRUE(aws_.calls("GetCallerIdentity").empty());
}

TEST_F(ConnectionCallsTest, WhatAwsRefusesIsSaidOfItsField) {
  aws_.fail("GetCallerIdentity", "InvalidClientTokenId", "no", 403);
  EXPECT_EQ(wrong_field("connections/connect", kKeys), "access_key_id");
  aws_.fail("GetCallerIdentity", "SignatureDoesNotMatch", "no", 403);
  EXPECT_EQ(wrong_field("connections/connect", kKeys), "secret_access_key");
}

TEST_F(ConnectionCallsTest, AProfileFillsTheFieldsAndItsSecretsStayHere) {
  write_profiles(kCredentials, "[profile main]\nregion = eu-central-1\n");
  const json::Value profiles = said("aws/profiles");
  EXPECT_EQ(text(profiles, "autofill"), "main");
  const Answer filled = make("aws/autofill");
  ASSERT_TRUE(filled);
  EXPECT_THAT(text_of(*filled),
              AllOf(HasSubstr(R"("access_key_id":"ASIAMAINMAINMAIN0000")"),
                    HasSubstr(R"("region":"eu-central-1")"), HasSubstr(R"("has_session_token":true)"),
                    Not(HasSubstr("secret-of-main")), Not(HasSubstr("token-of-main"))));
  EXPECT_EQ(wrong_field("aws/autofill", R"({"profile": "nobody"})"), "profile");

  const json::Value made = said("connections/connect", R"({"type": "temporary", "name": "main",
      "access_key_id": "ASIAMAINMAINMAIN0000", "region": "eu-central-1",
      "fill_from": {"secret_access_key": "main", "session_token": "main"}})");
  EXPECT_EQ(text(made, "kind"), "temporary");
  EXPECT_EQ(text(made, "profile"), "main");
  EXPECT_EQ(
      wrong_field("connections/connect", R"({"type": "long-lived", "access_key_id": "AKIAIOSFODNN7EXAMPLE",
      "region": "eu-central-1", "fill_from": {"secret_access_key": "main"}})"),
      "secret_access_key")
      << "another key's";
}

TEST_F(ConnectionCallsTest, ProfilesAreOfTheirKinds) {
  write_profiles(kCredentials, R"([profile role]
role_arn = arn:aws:iam::123456789012:role/r
source_profile = default
[profile web]
role_arn = arn:aws:iam::123456789012:role/r
web_identity_token_file = /t
[profile corp]
sso_start_url = https://d.example/start
[profile program]
credential_process = /bin/true
[profile bare]
region = eu-west-1
)");
  std::map<std::string, std::string> kinds;
  const json::Value profiles = said("aws/profiles");
  for (const json::Value& each : *json::find_array(profiles, "profiles"))
    kinds[text(each, "name")] = text(each, "kind");
  const std::map<std::string, std::string> expected{
      {"default", "keys"}, {"main", "temporary"},  {"role", "role"}, {"web", "web-identity"},
      {"corp", "sso"},     {"program", "process"}, {"bare", "other"}};
  EXPECT_EQ(kinds, expected);
}

TEST_F(ConnectionCallsTest, RegionsHaveTheirNames) {
  EXPECT_THAT(json::dump(said("aws/regions")),
              HasSubstr(R"-("name":"eu-central-1","description":"Europe (Frankfurt)")-"));
}

}  // namespace
}  // namespace coffer::page
