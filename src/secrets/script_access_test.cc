#include "secrets/script_access.h"

#include <gtest/gtest.h>

#include <atomic>
#include <deque>
#include <thread>

#include "base/testing/temporary_folder.h"

namespace coffer::secrets {
namespace {

const std::string kScripts(64, 'a');
const std::string kOtherScripts(64, 'b');

class FakeGrantPrompter final : public GrantPrompter {
 public:
  Result<GrantAnswer> ask(const GrantQuestion& question) override {
    asked.push_back(question);
    if (answers.empty()) return Error{ErrorCode::kCancelled, "cancelled"};
    const GrantAnswer answer = answers.front();
    answers.pop_front();
    return answer;
  }
  std::deque<GrantAnswer> answers;
  std::vector<GrantQuestion> asked;
};

class ScriptAccessTest : public testing::Test {
 protected:
  ScriptAccess::Parts parts(GrantPrompter* prompter = nullptr) {
    return {"shop.json", folder_.path() / "shop.json", kScripts, &grants_, prompter, std::nullopt};
  }
  Error refusal(ScriptAccess::Parts parts) {
    ScriptAccess access(std::move(parts));
    const auto checked = access.check("get \"a\"");
    EXPECT_FALSE(checked);
    return checked ? Error{} : checked.error();
  }
  bool allowed(ScriptAccess::Parts parts) { return ScriptAccess(std::move(parts)).check("").ok(); }
  Grant said(const std::string& scripts = kScripts) {
    return *grants_.find(folder_.path() / "shop.json", scripts);
  }

  TemporaryFolder folder_;
  GrantStore grants_{folder_.path() / "state"};
  FakeGrantPrompter prompter_;
};

TEST_F(ScriptAccessTest, IsDeniedWhereNobodyHasGrantedItAndNobodyCanBeAsked) {
  const Error error = refusal(parts());
  EXPECT_EQ(error.code, ErrorCode::kAccessDenied);
  EXPECT_TRUE(error.what.starts_with("Vault access denied: ")) << error.what;
  EXPECT_NE(error.mend.find("coffer grant '" + (folder_.path() / "shop.json").string() + "'"),
            std::string::npos)
      << error.mend;
  EXPECT_NE(error.mend.find("--grant-vault"), std::string::npos) << error.mend;
}

TEST_F(ScriptAccessTest, GoesByWhatWasSaidBefore) {
  ASSERT_TRUE(grants_.grant(folder_.path() / "shop.json", kScripts));
  EXPECT_TRUE(allowed(parts(&prompter_)));
  ASSERT_TRUE(grants_.deny(folder_.path() / "shop.json"));
  EXPECT_NE(refusal(parts(&prompter_)).what.find("denied to"), std::string::npos);
  EXPECT_TRUE(prompter_.asked.empty());
}

TEST_F(ScriptAccessTest, AFlagIsStrongerThanWhatWasSaidAndIsNotKept) {
  ASSERT_TRUE(grants_.deny(folder_.path() / "shop.json"));
  ScriptAccess::Parts given = parts(&prompter_);
  given.flag = true;
  EXPECT_TRUE(allowed(given));
  EXPECT_EQ(said(), Grant::kDenied);
  ASSERT_TRUE(grants_.grant(folder_.path() / "shop.json", kScripts));
  given.flag = false;
  EXPECT_NE(refusal(given).what.find("--deny-vault"), std::string::npos);
  EXPECT_EQ(said(), Grant::kGranted);
  EXPECT_TRUE(prompter_.asked.empty());
}

TEST_F(ScriptAccessTest, AsksOnceAndOnlyWhenAScriptNeedsIt) {
  ScriptAccess access(parts(&prompter_));
  prompter_.answers = {GrantAnswer::kOnce};
  EXPECT_TRUE(prompter_.asked.empty());
  EXPECT_TRUE(access.check("get \"a\""));
  EXPECT_TRUE(access.check("set \"b\""));
  ASSERT_EQ(prompter_.asked.size(), 1U);
  EXPECT_EQ(prompter_.asked[0].collection, "shop.json");
  EXPECT_EQ(prompter_.asked[0].use, "get \"a\"");
  EXPECT_FALSE(prompter_.asked[0].changed);
  EXPECT_TRUE(prompter_.asked[0].lasting);
  EXPECT_EQ(said(), Grant::kNone);
}

TEST_F(ScriptAccessTest, TellsWithoutAskingWhetherItIsGranted) {
  ScriptAccess access(parts(&prompter_));
  prompter_.answers = {GrantAnswer::kAlways};
  EXPECT_FALSE(access.granted_already());
  EXPECT_TRUE(prompter_.asked.empty());
  EXPECT_TRUE(access.check(""));
  EXPECT_TRUE(access.granted_already());
  EXPECT_TRUE(ScriptAccess(parts(&prompter_)).granted_already());
  ScriptAccess::Parts denied = parts(&prompter_);
  denied.flag = false;
  EXPECT_FALSE(ScriptAccess(denied).granted_already());
  ASSERT_TRUE(grants_.grant(folder_.path() / "shop.json", kOtherScripts));
  EXPECT_FALSE(ScriptAccess(parts(&prompter_)).granted_already());
}

TEST_F(ScriptAccessTest, AsksOnceForManyThreads) {
  ScriptAccess access(parts(&prompter_));
  prompter_.answers = {GrantAnswer::kOnce};
  std::vector<std::thread> threads;
  std::atomic<int> denied{0};
  for (int i = 0; i < 8; ++i) threads.emplace_back([&] { denied += access.check("get \"a\"") ? 0 : 1; });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(denied, 0);
  EXPECT_EQ(prompter_.asked.size(), 1U);
}

TEST_F(ScriptAccessTest, KeepsAlwaysAndNever) {
  prompter_.answers = {GrantAnswer::kAlways};
  EXPECT_TRUE(allowed(parts(&prompter_)));
  EXPECT_EQ(said(), Grant::kGranted);
  ASSERT_TRUE(grants_.revoke(folder_.path() / "shop.json"));
  prompter_.answers = {GrantAnswer::kNever};
  EXPECT_FALSE(allowed(parts(&prompter_)));
  EXPECT_EQ(said(kOtherScripts), Grant::kDenied);
}

TEST_F(ScriptAccessTest, NoAndNoAnswerAreNoForTheRun) {
  for (const bool answered : {true, false}) {
    ScriptAccess access(parts(&prompter_));
    if (answered) prompter_.answers = {GrantAnswer::kNo};
    EXPECT_EQ(access.check("").error().code, ErrorCode::kAccessDenied);
    EXPECT_EQ(access.check("").error().code, ErrorCode::kAccessDenied);
  }
  EXPECT_EQ(prompter_.asked.size(), 2U);
  EXPECT_EQ(said(), Grant::kNone);
}

TEST_F(ScriptAccessTest, AsksAgainWhereTheScriptsHaveChanged) {
  ASSERT_TRUE(grants_.grant(folder_.path() / "shop.json", kOtherScripts));
  EXPECT_NE(refusal(parts()).what.find("have changed"), std::string::npos);
  prompter_.answers = {GrantAnswer::kAlways};
  EXPECT_TRUE(allowed(parts(&prompter_)));
  EXPECT_TRUE(prompter_.asked.at(0).changed);
  EXPECT_EQ(said(), Grant::kGranted);
}

TEST_F(ScriptAccessTest, ACollectionWithoutAFileIsGrantedForOneRunOnly) {
  ScriptAccess::Parts piped = parts(&prompter_);
  piped.file.reset();
  prompter_.answers = {GrantAnswer::kOnce};
  EXPECT_TRUE(allowed(piped));
  EXPECT_FALSE(prompter_.asked.at(0).lasting);
  piped.prompter = nullptr;
  const Error error = refusal(piped);
  EXPECT_EQ(error.mend.find("coffer grant"), std::string::npos) << error.mend;
  EXPECT_NE(error.mend.find("--grant-vault"), std::string::npos) << error.mend;
}

TEST_F(ScriptAccessTest, SaysWhereAGrantCouldNotBeKept) {
  ASSERT_TRUE(grants_.deny(folder_.path() / "other.json"));
  std::filesystem::permissions(folder_.path() / "state" / "script-grants", std::filesystem::perms::all);
  prompter_.answers = {GrantAnswer::kAlways};
  EXPECT_EQ(refusal(parts(&prompter_)).code, ErrorCode::kPermissions);
}

}  // namespace
}  // namespace coffer::secrets
