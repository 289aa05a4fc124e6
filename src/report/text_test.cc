#include "report/text.h"

#include <gtest/gtest.h>

namespace coffer::report {
namespace {

TEST(TextTest, ATerminalGetsNothingToObey) {
  EXPECT_EQ(printable("a\tb\nc"), "a\tb\nc");
  EXPECT_EQ(printable_line("a\r\nb"), "a\\x0D\\x0Ab");
  EXPECT_EQ(printable("a\r\nb"), "a\nb");
  EXPECT_EQ(printable("\x1b]0;title\x07"), "\\x1B]0;title\\x07");
  EXPECT_EQ(printable("\xC2\x9B"
                      "31m"),
            "\\xC2\\x9B31m")
      << "C1's CSI";
  EXPECT_EQ(printable("\x80 \xff caf\xC3\xA9 ❏"), "\\x80 \\xFF café ❏");
  EXPECT_EQ(printable("cut \xE2\x9D"), "cut \\xE2\\x9D");
}

TEST(TextTest, SizesAreNewmans) {
  EXPECT_EQ(size_text(0), "0B");
  EXPECT_EQ(size_text(574), "574B");
  EXPECT_EQ(size_text(2269), "2.27kB");
  EXPECT_EQ(size_text(1500000), "1.5MB");
}

TEST(TextTest, TimesAreNewmans) {
  EXPECT_EQ(time_text(0.421), "421µs");
  EXPECT_EQ(time_text(43.9), "43ms");
  EXPECT_EQ(time_text(1997), "1997ms");
  EXPECT_EQ(time_text(2000), "2s");
  EXPECT_EQ(time_text(2540), "2.5s");
  EXPECT_EQ(time_text(65000), "1m 5s");
  EXPECT_EQ(time_text(3600000), "1h");
}

TEST(TextTest, PadsByColumnsNotBytes) {
  EXPECT_EQ(padded_left("❏", 3), "  ❏");
  EXPECT_EQ(padded_right("µs", 4), "µs  ");
  EXPECT_EQ(padded_left("long", 2), "long");
}

}  // namespace
}  // namespace coffer::report
