#include "base/one_line.h"

#include <gtest/gtest.h>

namespace coffer {
namespace {

TEST(OneLineTest, TakesOutWhatSteersATerminal) {
  EXPECT_EQ(one_line("a\nb\x1b[2Jc\x7f\xc2\x9b"
                     "d ",
                     100),
            "a b [2Jc  d");
}

TEST(OneLineTest, CutsAtACharacter) {
  EXPECT_EQ(one_line("aä", 2), "a");
  EXPECT_EQ(one_line("aä", 3), "aä");
}

TEST(OneLineTest, GivesNothingForBytesThatAreNoText) { EXPECT_EQ(one_line("a\xff", 100), ""); }

}  // namespace
}  // namespace coffer
