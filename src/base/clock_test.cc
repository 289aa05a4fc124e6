#include "base/clock.h"

#include <gtest/gtest.h>

namespace coffer {
namespace {

using std::chrono::milliseconds;

TEST(IsoDateTest, IsWhatJavaScriptWrites) {
  EXPECT_EQ(iso_date(WallTime(milliseconds(0))), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(iso_date(WallTime(milliseconds(1'795'467'508'123))), "2026-11-23T20:58:28.123Z");
  EXPECT_EQ(iso_date(WallTime(milliseconds(-1))), "1969-12-31T23:59:59.999Z");
}

TEST(IsoDateTest, ReachesBeyondTheTimesOfNanoseconds) {
  EXPECT_EQ(iso_date(WallTime(milliseconds(253'402'300'799'999))), "9999-12-31T23:59:59.999Z");
}

}  // namespace
}  // namespace coffer
