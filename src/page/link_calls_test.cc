#include "page/link_calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "page/testing/aws_test.h"

namespace coffer::page {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class LinkCallsTest : public AwsTest {
 protected:
  LinkCallsTest() {
    link_calls_.add_to(calls_);
    make_vault();
    write_profiles(
        "[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = abc\nregion = "
        "eu-west-1\n");
    aws_.put(arn_, R"({"user": "me", "password": "pa55-word"})");
  }
  std::string with_arn(const std::string& rest = "") { return R"({"secret": ")" + arn_ + "\"" + rest + "}"; }
  Answer change(const std::function<Result<void>(vault::Content&)>& edit) {
    COFFER_TRY(desk_.open_vault().value()->update(edit));
    return done();
  }
  const vault::Entry* entry(const std::string& name) {
    store_ = desk_.open_vault().value();
    return store_->content().find(name);
  }

  const std::string arn_ = secrets::test_arn("prod/db");
  std::unique_ptr<vault::Store> store_;
  LinkCalls link_calls_{desk_, events_};
};

TEST_F(LinkCallsTest, WhatIsPastedIsSplit) {
  const json::Value checked = said("links/check", R"({"secret": ")" + arn_ + R"(:password:AWSPREVIOUS:"})");
  const json::Value& link = *json::find(checked, "link");
  EXPECT_EQ(text(link, "secret"), arn_);
  EXPECT_EQ(text(link, "json_key"), "password");
  EXPECT_EQ(text(link, "version"), "AWSPREVIOUS");
  EXPECT_EQ(text(link, "provider"), "aws");
  EXPECT_TRUE(aws_.calls("GetSecretValue").empty());
}

TEST_F(LinkCallsTest, ErrorsNameThePagesFields) {
  const auto field_of = [&](const std::string& arguments) { return wrong_field("links/check", arguments); };
  EXPECT_EQ(field_of(R"({"secret": "arn:aws:s3:::bucket"})"), "secret");
  EXPECT_EQ(field_of("{}"), "secret");
  EXPECT_EQ(field_of(R"({"provider": "other", "secret": "x"})"), "provider");
  EXPECT_EQ(field_of(with_arn(R"(, "role": "arn:aws:iam::1:user/me")")), "role");
  EXPECT_EQ(field_of(with_arn(R"(, "external_id": "x")")), "external_id");
  EXPECT_EQ(field_of(with_arn(R"(, "cache_seconds": 99999999999)")), "cache_seconds");
  EXPECT_EQ(field_of(with_arn(R"(, "cache_seconds": "soon")")), "cache_seconds");
  EXPECT_EQ(field_of(with_arn(R"(, "mount": "kv")")), "mount");
  EXPECT_EQ(field_of(R"({"provider": "ssm", "secret": "bad name"})"), "secret");
  EXPECT_EQ(field_of(R"({"provider": "hashicorp", "secret": "app", "kv_version": 7})"), "kv_version");
}

TEST_F(LinkCallsTest, ATestSaysWhatIsThereAndNoValue) {
  const Answer tested = make("links/test", with_arn());
  ASSERT_TRUE(tested) << to_string(tested.error());
  EXPECT_THAT(text_of(*tested), AllOf(HasSubstr(R"("json_keys":["user","password"])"),
                                      HasSubstr(R"("version_id":"v-1")"), HasSubstr(R"("binary":false)"),
                                      HasSubstr(secrets::kAccount), Not(HasSubstr("pa55-word"))));
  const Answer missing = make("links/test", with_arn(R"(, "json_key": "pasword")"));
  EXPECT_EQ(missing.error().code, ErrorCode::kJsonKeyMissing);
  EXPECT_EQ(missing.error().field, "json_key");
  EXPECT_THAT(missing.error().mend, AllOf(HasSubstr("password"), Not(HasSubstr("pa55"))));
}

TEST_F(LinkCallsTest, WhatCannotBeReadIsToldWithItsCause) {
  aws_.fail("GetSecretValue", "AccessDeniedException", "not you");
  EXPECT_EQ(make("links/test", with_arn()).error().code, ErrorCode::kAccessDenied);
}

TEST_F(LinkCallsTest, ALocalValueThatALinkReplacesIsGone) {
  ASSERT_TRUE(change([](vault::Content& content) -> Result<void> {
    vault::Entry& entry = content.entries.emplace_back();
    entry.name = "db";
    entry.value = Secret("local");
    return {};
  }));
  said("secrets/link", with_arn(R"(, "name": "db", "json_key": "password", "domains": "db.example.com")"));
  ASSERT_TRUE(entry("db")->linked());
  EXPECT_EQ(std::get<vault::Link>(entry("db")->value).json_key, "password");
  EXPECT_EQ(entry("db")->domains.text(), "db.example.com");
  said("secrets/unlink", R"({"name": "db", "value": "again"})");
  EXPECT_FALSE(entry("db")->linked());
  EXPECT_EQ(wrong_field("secrets/unlink", R"({"name": "db", "value": "again"})"), "name");
}

TEST_F(LinkCallsTest, ANewOneIsAddedOnlyIfThatIsWanted) {
  EXPECT_EQ(make("secrets/link", with_arn(R"(, "name": "db")")).error().code, ErrorCode::kNotFound);
  said("secrets/link", with_arn(R"(, "name": "db", "add": true, "scripts": "never")"));
  EXPECT_EQ(entry("db")->scripts, vault::ScriptPolicy::kNever);
  EXPECT_EQ(make("secrets/link", with_arn(R"(, "name": "db", "add": true)")).error().code,
            ErrorCode::kAlreadyExists);
}

TEST_F(LinkCallsTest, DetailsHaveWhatWasLastSeen) {
  said("secrets/link", with_arn(R"(, "name": "db", "add": true)"));
  EXPECT_EQ(json::find(said("secrets/details", R"({"name": "db"})"), "last"), nullptr);
  said("secrets/test", R"({"name": "db"})");
  json::Value details = said("secrets/details", R"({"name": "db"})");
  EXPECT_EQ(text(details, "target"), arn_);
  const json::Value& last = *json::find(details, "last");
  EXPECT_EQ(text(last, "version_id"), "v-1");
  EXPECT_EQ(text(last, "fetched_at"), iso_date(desk_.clock_.now()));
  EXPECT_EQ(text(last, "cached_until"), iso_date(desk_.clock_.now() + std::chrono::hours(1)));

  aws_.fail("GetSecretValue", "ResourceNotFoundException", "gone");
  EXPECT_FALSE(make("secrets/test", R"({"name": "db"})"));
  details = said("secrets/details", R"({"name": "db"})");
  const json::Value& after = *json::find(details, "last");
  EXPECT_EQ(text(*json::find(after, "error"), "code"), "external-secret-not-found");
  EXPECT_EQ(text(after, "version_id"), "v-1") << "what was read before";

  said("secrets/link", with_arn(R"(, "name": "db", "version": "AWSPREVIOUS")"));
  EXPECT_EQ(json::find(said("secrets/details", R"({"name": "db"})"), "last"), nullptr) << "another link";
}

TEST_F(LinkCallsTest, VersionsThatCannotBeListedSayWhy) {
  aws_.fail("ListSecretVersionIds", "AccessDeniedException", "not you");
  EXPECT_EQ(make("links/versions", with_arn()).error().code, ErrorCode::kAccessDenied);
  EXPECT_EQ(wrong_field("links/versions", R"({"secret": "x"})"), "secret");
  EXPECT_EQ(wrong_field("links/secrets", R"({"provider": "hashicorp"})"), "provider");
}

}  // namespace
}  // namespace coffer::page
