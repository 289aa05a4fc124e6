#include "vault/value_list.h"

#include <gmock/gmock.h>

#include "vault/testing/temp_vault.h"

namespace coffer::vault {
namespace {
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

std::vector<std::pair<std::string, std::string>> pairs(const Result<std::vector<Entry>>& entries) {
  std::vector<std::pair<std::string, std::string>> all;
  if (!entries) return {{"error", to_string(entries.error())}};
  for (const Entry& entry : *entries) all.emplace_back(entry.name, text_of(std::get<Secret>(entry.value)));
  return all;
}

// What npm's dotenv gives for the same text (its README's rules), without the variables that it substitutes
// not either.
TEST(ValueListTest, ReadsDotenvFiles) {
  const Secret text(
      "# a comment\r\nA=plain value  # a note\r\n\n  export B = 'single $quoted\\n #'\n"
      "C=\"two\\nlines and \\\"quotes\\\"\" # note\nD=\nE=a=b#c\nF=\"over\nlines\"\nA=last\nG=#nothing");
  EXPECT_THAT(
      pairs(read_dotenv(text)),
      ElementsAre(Pair("A", "last"), Pair("B", "single $quoted\\n #"), Pair("C", "two\nlines and \"quotes\""),
                  Pair("D", ""), Pair("E", "a=b#c"), Pair("F", "over\nlines"), Pair("G", "")));
  EXPECT_TRUE(pairs(read_dotenv(Secret(""))).empty());
}

TEST(ValueListTest, SaysInWhichLineADotenvFileIsWrongAndQuotesNothing) {
  for (const std::string_view text : {"A=1\nsecret-word", "A=1\nB=\"secret-word", "A=1\nB='x' secret-word"}) {
    const auto entries = read_dotenv(Secret(text));
    ASSERT_FALSE(entries.ok()) << text;
    EXPECT_EQ(entries.error().code, ErrorCode::kMalformed);
    EXPECT_THAT(entries.error().what, HasSubstr("line 2"));
    EXPECT_EQ(to_string(entries.error()).find("secret-word"), std::string::npos);
  }
  EXPECT_THAT(read_dotenv(Secret("=x")).error().what, HasSubstr("its name"));
}

TEST(ValueListTest, ReadsFlatJsonObjects) {
  EXPECT_THAT(pairs(read_value_map(Secret(R"({"a":"1","b c":"é"})"))),
              ElementsAre(Pair("a", "1"), Pair("b c", "é")));
  for (const std::string_view text : {"[]", R"({"a":1})", R"({"a":{}})", R"({"{":"x"})", "no"}) {
    EXPECT_EQ(read_value_map(Secret(text)).error().code, ErrorCode::kMalformed) << text;
  }
}

}  // namespace
}  // namespace coffer::vault
