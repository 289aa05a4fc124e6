#include "aws/times.h"

#include <gtest/gtest.h>

namespace coffer::aws {
namespace {

using std::chrono::milliseconds;

int64_t milliseconds_of(std::optional<WallTime> time) { return time ? time->time_since_epoch().count() : -1; }

TEST(TimesTest, ReadsIsoTimesWithFractionsAndOffsets) {
  EXPECT_EQ(milliseconds_of(parse_iso_time("2015-08-30T12:36:00Z")), 1440938160000);
  EXPECT_EQ(milliseconds_of(parse_iso_time("2015-08-30T12:36:00.123456Z")), 1440938160123);
  EXPECT_EQ(milliseconds_of(parse_iso_time("2015-08-30T12:36:00.5Z")), 1440938160500);
  EXPECT_EQ(milliseconds_of(parse_iso_time("2015-08-30T14:36:00+02:00")), 1440938160000);
  EXPECT_EQ(milliseconds_of(parse_iso_time("2015-08-30T07:06:00-0530")), 1440938160000);
}

TEST(TimesTest, RefusesWhatIsNoIsoTime) {
  for (const std::string_view text :
       {"", "2015", "2015-13-01T00:00:00Z", "2015-02-30T00:00:00Z", "2015-08-30T25:00:00Z",
        "2015-08-30T12:36:00", "2015-08-30T12:36:00.Z", "2015-08-30T12:36:00Zx", "2015-08-30T12:36:00+2"}) {
    EXPECT_FALSE(parse_iso_time(text)) << text;
  }
}

TEST(TimesTest, ReadsTheDateHeader) {
  EXPECT_EQ(milliseconds_of(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT")), 784111777000);
  for (const std::string_view text : {"", "Sun, 06 Nov 1994 08:49:37 UTC", "Sunday, 06-Nov-94 08:49:37 GMT",
                                      "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Xxx 1994 08:49:37 GMT"}) {
    EXPECT_FALSE(parse_http_date(text)) << text;
  }
}

TEST(TimesTest, ReadsSecondsWithFractions) {
  EXPECT_EQ(milliseconds_of(from_epoch_seconds(1523477145.713)), 1523477145713);
  EXPECT_FALSE(from_epoch_seconds(-1));
  EXPECT_FALSE(from_epoch_seconds(1e300));
}

}  // namespace
}  // namespace coffer::aws
