#include "secrets/reference.h"

#include <gtest/gtest.h>

namespace coffer::secrets {
namespace {

std::vector<std::string> names_in(std::string_view text) {
  std::vector<std::string> names;
  for (const Reference& each : find_references(text)) names.push_back(each.name);
  return names;
}

using Names = std::vector<std::string>;

TEST(ReferenceTest, FindsThemInOrderWithTheirPlaces) {
  const std::string text = "a {{vault:one}} b {{vault:two}}";
  const auto found = find_references(text);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(text.substr(found[0].begin, found[0].end - found[0].begin), "{{vault:one}}");
  EXPECT_EQ(text.substr(found[1].begin, found[1].end - found[1].begin), "{{vault:two}}");
}

TEST(ReferenceTest, AllowsWhiteSpaceInsideTheBraces) {
  EXPECT_EQ(names_in("{{ vault:a }}{{vault: b c }}"), (Names{"a", "b c"}));
}

TEST(ReferenceTest, TakesTheInnerOfThreeBraces) {
  EXPECT_EQ(names_in("{{{vault:a}}}"), Names{"a"});
  EXPECT_EQ(find_references("{{{vault:a}}}")[0].begin, 1U);
}

TEST(ReferenceTest, LeavesVariablesAndOtherTextAlone) {
  EXPECT_EQ(names_in("{{a}} {vault:b} {{vault}} {{Vault:c}} {{vault:d} }} {{vault:e"), Names{});
  EXPECT_EQ(names_in("{{x {{vault:a}}"), Names{"a"});
}

TEST(ReferenceTest, FindsNamesThatCannotExistSoThatTheyFail) {
  EXPECT_EQ(names_in("{{vault:}}"), Names{""});
  EXPECT_EQ(names_in("{{vault:a\nb}}"), Names{"a\nb"});
}

TEST(ReferenceTest, TakesNamesWithColonsAndNonAsciiCharacters) {
  EXPECT_EQ(names_in("{{vault:prod:schlüssel/1}}"), Names{"prod:schlüssel/1"});
}

}  // namespace
}  // namespace coffer::secrets
