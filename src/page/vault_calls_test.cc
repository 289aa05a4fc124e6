#include "page/vault_calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"
#include "page/testing/call_test.h"

namespace coffer::page {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class VaultCallsTest : public CallTest {
 protected:
  VaultCallsTest() { vault_calls_.add_to(calls_); }

  std::string state() { return std::string(*json::find_string(said("vault/state"), "state")); }
  std::vector<std::string> names() {
    const json::Value list = said("secrets/list");
    std::vector<std::string> all;
    for (const json::Value& each : *json::find_array(list, "secrets"))
      all.emplace_back(*json::find_string(each, "name"));
    return all;
  }

  VaultCalls vault_calls_{desk_, events_};
};

TEST_F(VaultCallsTest, FromNothingToALockedVaultAndBack) {
  EXPECT_EQ(state(), "missing");
  const json::Value made = said("vault/create", R"({"passphrase": "correct horse"})");
  const std::string recovery(*json::find_string(made, "recovery_key"));
  EXPECT_EQ(state(), "open");
  said("vault/lock");
  EXPECT_EQ(state(), "locked");
  EXPECT_EQ(make("secrets/list").error().code, ErrorCode::kVaultLocked);

  const auto wrong = make("vault/unlock", R"({"passphrase": "wrong"})");
  EXPECT_EQ(wrong.error().code, ErrorCode::kWrongPassphrase);
  EXPECT_EQ(wrong.error().field, "passphrase");
  EXPECT_EQ(state(), "locked");
  said("vault/unlock", R"({"passphrase": "correct horse"})");
  EXPECT_EQ(state(), "open");
  said("vault/lock");
  said("vault/unlock", R"({"recovery_key": ")" + recovery + "\"}");
  EXPECT_EQ(state(), "open");
}

TEST_F(VaultCallsTest, AnEmptyPassphraseMakesNoVault) {
  EXPECT_EQ(make("vault/create", R"({"passphrase": ""})").error().field, "passphrase");
  EXPECT_EQ(state(), "missing");
}

TEST_F(VaultCallsTest, ASecretIsAddedAndEdited) {
  make_vault();
  said("secrets/add", R"({"name": "key", "value": "s3cret-value", "domains": "api.example.com"})");
  Answer list = make("secrets/list");
  ASSERT_TRUE(list);
  EXPECT_THAT(text_of(*list), AllOf(HasSubstr(R"("allowed_domains":"api.example.com")"),
                                    HasSubstr(R"("kind":"local")"), Not(HasSubstr("s3cret-value"))));
  said("secrets/edit", R"({"name": "key", "new_name": "other", "scripts": "never", "enabled": false})");
  list = make("secrets/list");
  EXPECT_THAT(text_of(*list), AllOf(HasSubstr(R"("name":"other")"), HasSubstr(R"("scripts":"never")"),
                                    HasSubstr(R"("enabled":false)")));
  EXPECT_EQ(json::find_string(said("secrets/reveal", R"({"name": "other"})"), "value"), "s3cret-value")
      << "what was not given stays";
  said("secrets/edit", R"({"name": "other", "value": "new"})");
  EXPECT_EQ(json::find_string(said("secrets/reveal", R"({"name": "other"})"), "value"), "new");
}

TEST_F(VaultCallsTest, WhatIsWrongIsSaidOfItsField) {
  make_vault();
  said("secrets/add", R"({"name": "a", "value": "1"})");
  said("secrets/add", R"({"name": "b", "value": "2"})");
  EXPECT_EQ(make("secrets/add", R"({"name": "a", "value": "x"})").error().code, ErrorCode::kAlreadyExists);
  EXPECT_EQ(make("secrets/add", R"({"name": "", "value": "x"})").error().field, "name");
  EXPECT_EQ(make("secrets/add", R"({"value": "x"})").error().field, "name");
  EXPECT_EQ(make("secrets/add", R"({"name": "c", "value": "x", "domains": "two words"})").error().field,
            "domains");
  EXPECT_EQ(make("secrets/edit", R"({"name": "a", "new_name": "b"})").error().code,
            ErrorCode::kAlreadyExists);
  EXPECT_EQ(make("secrets/edit", R"({"name": "gone", "value": "x"})").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(make("secrets/reveal", R"({"name": "gone"})").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(make("no/such").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(make("secrets/add", "{").error().code, ErrorCode::kMalformed);
  EXPECT_THAT(names(), ElementsAre("a", "b"));
}

TEST_F(VaultCallsTest, ARemovedSecretComesBackWhereItWas) {
  make_vault();
  for (const char* name : {"a", "b", "c"})
    said("secrets/add",
         R"({"name": ")" + std::string(name) + R"(", "value": "value of it", "domains": "h.example"})");
  const json::Value removed = said("secrets/remove", R"({"name": "b"})");
  EXPECT_THAT(names(), ElementsAre("a", "c"));
  const std::string undo = json::dump(removed);
  said("secrets/restore", undo);
  EXPECT_THAT(names(), ElementsAre("a", "b", "c"));
  EXPECT_EQ(json::find_string(said("secrets/reveal", R"({"name": "b"})"), "value"), "value of it");
  EXPECT_EQ(make("secrets/restore", undo).error().code, ErrorCode::kNotFound) << "once";
}

TEST_F(VaultCallsTest, TakingBackHasItsTimeAndRespectsANewOne) {
  make_vault();
  said("secrets/add", R"({"name": "a", "value": "old"})");
  const std::string first = json::dump(said("secrets/remove", R"({"name": "a"})"));
  said("secrets/add", R"({"name": "a", "value": "new"})");
  EXPECT_EQ(make("secrets/restore", first).error().code, ErrorCode::kAlreadyExists);
  said("secrets/edit", R"({"name": "a", "new_name": "b"})");
  said("secrets/restore", first);
  EXPECT_THAT(names(), ElementsAre("a", "b"));

  const std::string late = json::dump(said("secrets/remove", R"({"name": "a"})"));
  desk_.clock_.advance(Undo::kTime);
  EXPECT_EQ(make("secrets/restore", late).error().code, ErrorCode::kNotFound);
}

TEST_F(VaultCallsTest, RevealingIsInTheAuditLog) {
  make_vault();
  said("secrets/add", R"({"name": "a", "value": "\u00fcmlaut \"quoted\"\n"})");
  EXPECT_EQ(json::find_string(said("secrets/reveal", R"({"name": "a"})"), "value"), "ümlaut \"quoted\"\n");
  const auto log = read_file(desk_.folder_.path() / "audit.log", 10'000);
  ASSERT_TRUE(log);
  EXPECT_THAT(
      *log, AllOf(HasSubstr(R"("action":"reveal")"), HasSubstr(R"("secret":"a")"), Not(HasSubstr("umlaut"))));
}

TEST_F(VaultCallsTest, OtherTabsAreTold) {
  make_vault();
  const uint64_t before = events_.after(0).empty() ? 0 : events_.after(0).back().number;
  said("secrets/add", R"({"name": "a", "value": "1"})");
  ASSERT_EQ(events_.after(before).size(), 1u);
  EXPECT_EQ(events_.after(before)[0].name, "vault");
}

}  // namespace
}  // namespace coffer::page
