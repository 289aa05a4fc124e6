#include <gmock/gmock.h>
#include <sys/stat.h>

#include "aws/credentials/command_words.h"
#include "aws/credentials/run_program.h"
#include "aws/testing/source_world.h"

namespace coffer::aws {
namespace {

using ::testing::HasSubstr;
using Words = std::vector<std::string>;

TEST(CommandWordsTest, SplitsAsShlexDoes) {
  const std::vector<std::pair<std::string, Words>> cases{
      {"", {}},
      {"  \t ", {}},
      {"a b\tc\nd", {"a", "b", "c", "d"}},
      {"'a b' \"c d\"", {"a b", "c d"}},
      {"a'b'\"c\"d", {"abcd"}},
      {"''", {""}},
      {"\"\" x", {"", "x"}},
      {R"(a\ b \'c\')", {"a b", "'c'"}},
      {R"("a\"b\\c\d")", {"a\"b\\c\\d"}},
      {R"('a\b')", {"a\\b"}},
      {"a # b", {"a", "#", "b"}},
      {"$HOME `x` *", {"$HOME", "`x`", "*"}},
  };
  for (const auto& [line, words] : cases) {
    const auto got = command_words(line);
    ASSERT_TRUE(got) << line;
    EXPECT_EQ(*got, words) << line;
  }
  for (const std::string bad : {"'a", "\"a", "a\\", "\"a\\", "a 'b\""}) {
    const auto got = command_words(bad);
    ASSERT_FALSE(got) << bad;
    EXPECT_EQ(got.error().code, ErrorCode::kMalformed);
  }
}

TEST(RunProgramTest, TakesWhatItPrintsAndHowItEnds) {
  const auto done = run_program({"sh", "-c", "printf out; exit 3"}, std::chrono::seconds(60), 100);
  ASSERT_TRUE(done) << to_string(done.error());
  EXPECT_EQ(done->status, 3);
  EXPECT_TRUE(done->out.equals(Secret("out")));
  EXPECT_EQ(run_program({"sh", "-c", "kill -9 $$"}, std::chrono::seconds(60), 100)->status, 128 + 9);
}

TEST(RunProgramTest, BoundsOutputAndTime) {
  const auto endless = run_program({"yes"}, std::chrono::seconds(60), 1000);
  ASSERT_FALSE(endless);
  EXPECT_EQ(endless.error().code, ErrorCode::kTooLarge);
  const auto slow = run_program({"sleep", "1000"}, std::chrono::milliseconds(50), 1000);
  ASSERT_FALSE(slow);
  EXPECT_EQ(slow.error().code, ErrorCode::kTimeout);
  const auto none = run_program({"/no/such/program"}, std::chrono::seconds(60), 1000);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::kNotFound);
}

class ProcessTest : public SourceWorld {
 protected:
  // A program of its own that prints `text`.
  std::string prints(const std::string& text, int status = 0) {
    const std::string path =
        write("my program", "#!/bin/sh\ncat <<'E'\n" + text + "\nE\nexit " + std::to_string(status) + "\n");
    ::chmod(path.c_str(), 0700);
    config("[profile x]\ncredential_process = \"" + path + "\" --flag 'a b'\n");
    return path;
  }
};

TEST_F(ProcessTest, ReadsVersionOne) {
  prints(R"({"Version":1,"AccessKeyId":"AKIAPROCESS","SecretAccessKey":"sEcReT"})");
  ASSERT_EQ(found("x"), "AKIAPROCESS");
  EXPECT_FALSE((*last_)->temporary());
  prints(R"({"Version":1,"AccessKeyId":"ASIAPROCESS","SecretAccessKey":"sEcReT","SessionToken":"tOkEn",
             "Expiration":"2026-01-01T00:30:00Z","AccountId":"1"})");
  ASSERT_EQ(found("x"), "ASIAPROCESS");
  EXPECT_EQ((*last_)->expires, kNow + std::chrono::minutes(30));
  EXPECT_THAT(hidden_, ::testing::Contains("tOkEn"));
}

TEST_F(ProcessTest, WhatIsWrongIsSaidWithoutWhatWasPrinted) {
  const std::vector<std::tuple<std::string, int, std::string>> cases{
      {"sEcReT", 0, "no JSON"},
      {R"({"AccessKeyId":"A","SecretAccessKey":"sEcReT"})", 0, "no Version"},
      {R"({"Version":2,"AccessKeyId":"A","SecretAccessKey":"sEcReT"})", 0, "Version is not 1"},
      {R"({"Version":"1","AccessKeyId":"A","SecretAccessKey":"sEcReT"})", 0, "no Version"},
      {R"({"Version":1,"SecretAccessKey":"sEcReT"})", 0, "no AccessKeyId"},
      {R"({"Version":1,"AccessKeyId":"A","SecretAccessKey":"sEcReT","Expiration":"x"})", 0, "no time"},
      {R"({"Version":1,"AccessKeyId":"A","SecretAccessKey":"sEcReT"})", 4, "status 4"},
      {R"({"Version":1,"AccessKeyId":"A","SecretAccessKey":"sEcReT","SessionToken":"tOkEn","Expiration":"2025-01-01T00:00:00Z"})",
       0, "expired"},
  };
  for (const auto& [text, status, said] : cases) {
    prints(text, status);
    EXPECT_THAT(found("x"), ::testing::StartsWith("error ")) << text;
    EXPECT_EQ(last_.error().field, "credential_process");
    EXPECT_THAT(last_.error().what, HasSubstr(said));
    EXPECT_THAT(last_.error().what, HasSubstr("[profile x] of ~/.aws/config"));
  }
}

TEST_F(ProcessTest, IsRunWithoutAShell) {
  const std::string path = prints("");
  config("[profile x]\ncredential_process = \"" + path + "\" ; touch " + (home() / "touched").string() +
         "\n");
  found("x");
  EXPECT_FALSE(std::filesystem::exists(home() / "touched"));
  config("[profile x]\ncredential_process = /no/such/program\n");
  EXPECT_EQ(found("x"), "error not-connected credential_process");
  config("[profile x]\ncredential_process = 'sEcReT\n");
  EXPECT_EQ(found("x"), "error malformed credential_process");
}

}  // namespace
}  // namespace coffer::aws
