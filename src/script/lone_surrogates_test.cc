#include "script/lone_surrogates.h"

#include <gtest/gtest.h>

namespace coffer::script {
namespace {

std::string replaced(std::string json) {
  replace_lone_surrogates(json);
  return json;
}

TEST(LoneSurrogatesTest, BecomeTheReplacementCharacter) {
  EXPECT_EQ(replaced(R"("\ud800")"), R"("\ufffd")");
  EXPECT_EQ(replaced(R"("\uDC00x\ud83d")"), R"("\ufffdx\ufffd")");
  EXPECT_EQ(replaced(R"("\ud800\ud83d\ude00")"), R"("\ufffd\ud83d\ude00")");
}

TEST(LoneSurrogatesTest, AllElseStays) {
  for (const char* text :
       {"", "\\", "\\u", "\\ud8", R"("\ud83d\ude00")", R"("\\ud800")", R"("\n\u0041\"\\")", "\\uzzzz"})
    EXPECT_EQ(replaced(text), text);
  EXPECT_EQ(replaced(R"("\\\ud800")"), R"("\\\ufffd")");
}

}  // namespace
}  // namespace coffer::script
