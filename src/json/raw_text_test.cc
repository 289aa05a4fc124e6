#include "json/raw_text.h"

#include <gtest/gtest.h>

namespace coffer::json {
namespace {

TEST(RawTextTest, GivesMembersAsTheyStand) {
  constexpr std::string_view kText =
      "{ \"a\" : {\"x\": 1.50e+3 ,\"}\":[\"]\\\"\"]} , \"b\":\"t\\u00e4\\n\",\"\\u0063\": -0,\"n\" :null}";
  EXPECT_EQ(raw_member(kText, "a"), "{\"x\": 1.50e+3 ,\"}\":[\"]\\\"\"]}");
  EXPECT_EQ(raw_member(kText, "b"), "\"t\\u00e4\\n\"");
  EXPECT_EQ(raw_member(kText, "c"), "-0");
  EXPECT_EQ(raw_member(kText, "n"), "null");
  EXPECT_EQ(raw_member(kText, "d"), "");
  EXPECT_EQ(raw_member(raw_member(kText, "a"), "x"), "1.50e+3");
  EXPECT_EQ(raw_member("{}", "a"), "");
}

TEST(RawTextTest, TheLastOfOneNameCounts) {
  EXPECT_EQ(raw_member(R"({"a":1,"\u0061":[2],"b":3})", "a"), "[2]");
}

TEST(RawTextTest, AnEmptyNameIsAName) { EXPECT_EQ(raw_member(R"({"":7})", ""), "7"); }

TEST(RawTextTest, GivesItemsOfArrays) {
  EXPECT_EQ(raw_item("[ 10, {\"a\":[1]} ,\"x\"]", 1), "{\"a\":[1]}");
  EXPECT_EQ(raw_item("[1]", 1), "");
  EXPECT_EQ(raw_item("[]", 0), "");
  EXPECT_EQ(raw_member("[1]", "a"), "");
}

}  // namespace
}  // namespace coffer::json
