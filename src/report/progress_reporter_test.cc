#include "report/progress_reporter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/testing/sample_run.h"

namespace coffer::report {
namespace {

TEST(ProgressReporter, ShowsHowFarTheRunIs) {
  std::vector<std::string> lines;
  ProgressReporter reporter([&](std::string_view text) { lines.emplace_back(text); });
  SampleRun().run({&reporter});
  ASSERT_EQ(lines.size(), 5U);
  EXPECT_EQ(lines[0], "\rprogress [==========------------------------------] 25% | 1/4 | 0 failed");
  EXPECT_EQ(lines[3], "\rprogress [========================================] 100% | 4/4 | 2 failed");
  EXPECT_EQ(lines[4], "\n");
}

TEST(ProgressReporter, WritesNoMoreThanThePercentagesOfALongRun) {
  size_t lines = 0;
  ProgressReporter reporter([&](std::string_view) { ++lines; });
  SampleRun().run({&reporter}, 500);
  EXPECT_LE(lines, 102U);
}

}  // namespace
}  // namespace coffer::report
