#include "page/transfer_calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "page/testing/call_test.h"
#include "page/vault_calls.h"

namespace coffer::page {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf";

class TransferCallsTest : public CallTest {
 protected:
  TransferCallsTest() {
    transfer_calls_.add_to(calls_);
    vault_calls_.add_to(calls_);
    make_vault();
  }
  void add(const std::string& name, const std::string& value) {
    said("secrets/add", json::dump(json::Object{{"name", name}, {"value", value}}));
  }
  std::string value(const std::string& name) {
    return text(said("secrets/reveal", json::dump(json::Object{{"name", name}})), "value");
  }

  TransferCalls transfer_calls_{desk_, events_};
  VaultCalls vault_calls_{desk_, events_};
};

TEST_F(TransferCallsTest, AnEncryptedExportComesBack) {
  add("a", "value of a");
  add("b", "value of b");
  const json::Value file =
      said("secrets/export", R"({"kind": "encrypted", "password": "correct horse battery", "names": ["a"]})");
  said("secrets/remove", R"({"name": "a"})");
  json::Object import{{"base64", text(file, "base64")}};
  EXPECT_EQ(wrong_field("secrets/import", json::dump(import)), "password");
  import["password"] = "another one of them";
  EXPECT_EQ(wrong_field("secrets/import", json::dump(import)), "password");
  import["password"] = "correct horse battery";
  EXPECT_EQ(json::dump(*json::find(said("secrets/import", json::dump(import)), "added")), R"(["a"])");
  EXPECT_EQ(value("a"), "value of a");
}

TEST_F(TransferCallsTest, AConflictIsAskedAboutAndNothingIsChanged) {
  add("a", "old");
  add("same", "same");
  const json::Value file = said("secrets/export", R"({"kind": "plain"})");
  said("secrets/edit", R"({"name": "a", "value": "new"})");
  json::Object import{{"text", text(file, "text")}};
  EXPECT_EQ(json::dump(*json::find(said("secrets/import", json::dump(import)), "conflicts")), R"(["a"])");
  EXPECT_EQ(value("a"), "new");
  import["on_conflict"] = "rename";
  const json::Value renamed = said("secrets/import", json::dump(import));
  EXPECT_THAT(json::dump(renamed), HasSubstr(R"-("renamed":[{"name":"a","to":"a (2)"}])-"));
  EXPECT_EQ(value("a (2)"), "old");
  import["on_conflict"] = "replace";
  EXPECT_THAT(json::dump(said("secrets/import", json::dump(import))), HasSubstr(R"("replaced":["a"])"));
  EXPECT_EQ(value("a"), "old");
  import["on_conflict"] = "toss";
  EXPECT_EQ(wrong_field("secrets/import", json::dump(import)), "on_conflict");
}

TEST_F(TransferCallsTest, LinksLeaveWithoutValues) {
  add("local", "s3cret");
  said("secrets/import",
       json::dump(json::Object{
           {"text", R"({"version": 1, "links": {"db": {"secret_arn": ")" + std::string(kArn) + "\"}}}"}}));
  const std::string links = text(said("secrets/export", R"({"kind": "links"})"), "text");
  EXPECT_THAT(links, AllOf(HasSubstr(kArn), Not(HasSubstr("s3cret"))));
}

TEST_F(TransferCallsTest, ValuesThatLeaveAreInTheAuditLog) {
  add("a", "1");
  said("secrets/export", R"({"kind": "plain"})");
  EXPECT_THAT(read_file(desk_.folder_.path() / "audit.log").value(), HasSubstr(R"("export")"));
}

TEST_F(TransferCallsTest, WhatIsWrongIsSaidOfItsField) {
  EXPECT_EQ(wrong_field("secrets/export", R"({"kind": "encrypted", "password": "short"})"), "password");
  EXPECT_EQ(wrong_field("secrets/export", R"({"kind": "pdf"})"), "kind");
  EXPECT_EQ(wrong_field("secrets/export", R"({"kind": "plain", "names": ["gone"]})"), "names");
  EXPECT_EQ(make("secrets/import", R"({"text": "no export"})").error().code, ErrorCode::kMalformed);
  EXPECT_EQ(wrong_field("secrets/import", R"({"base64": "*"})"), "base64");
  EXPECT_EQ(
      json::dump(*json::find(said("secrets/import", R"({"text": "A=1", "format": "dotenv"})"), "added")),
      R"(["A"])");
}

}  // namespace
}  // namespace coffer::page
