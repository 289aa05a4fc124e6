#include "secrets/json_key.h"

#include <gtest/gtest.h>

namespace coffer::secrets {
namespace {

std::string member(std::string_view document, std::string_view key) {
  const auto found = json_member(Secret(document), key);
  if (!found) return "error: " + std::string(to_string(found.error().code));
  return found->expose([](std::string_view bytes) { return std::string(bytes); });
}

TEST(JsonKeyTest, GivesTheTextOfAStringMember) {
  EXPECT_EQ(member(R"({"user":"me","password":"a\"b\u00e9 "})", "password"), "a\"bé ");
}

TEST(JsonKeyTest, GivesOtherMembersAsTheyStandInTheDocument) {
  const std::string document =
      R"({"n": 1.10, "big":12345678901234567890123, "t" :true, "z":null, "o": { "b" : [1, 2] } })";
  EXPECT_EQ(member(document, "n"), "1.10");
  EXPECT_EQ(member(document, "big"), "12345678901234567890123");
  EXPECT_EQ(member(document, "t"), "true");
  EXPECT_EQ(member(document, "z"), "null");
  EXPECT_EQ(member(document, "o"), R"({ "b" : [1, 2] })");
}

TEST(JsonKeyTest, PrefersALiteralKeyOverAPath) {
  EXPECT_EQ(member(R"({"a":{"b":"path"},"a.b":"literal"})", "a.b"), "literal");
  EXPECT_EQ(member(R"({"a":{"b":"path"}})", "a.b"), "path");
  EXPECT_EQ(member(R"({"x[0]":"literal","x":["path"]})", "x[0]"), "literal");
}

TEST(JsonKeyTest, FollowsMembersAndIndices) {
  const std::string document = R"({"a":[{"b":[["x","y"]]},{"c d":"z, ]}"}]})";
  EXPECT_EQ(member(document, "a[0].b[0][1]"), "y");
  EXPECT_EQ(member(document, "a[1].c d"), "z, ]}");
  EXPECT_EQ(member(R"([{"k":"v"}])", "[0].k"), "v");
}

TEST(JsonKeyTest, TakesTheLastOfARepeatedKeyAndEscapedNames) {
  EXPECT_EQ(member(R"({"k":1,"k":2})", "k"), "2");
  EXPECT_EQ(member(R"({"\u006bey":7,"a\"b":8})", "key"), "7");
  EXPECT_EQ(member(R"({"\u006bey":7,"a\"b":8})", "a\"b"), "8");
  EXPECT_EQ(member("\xEF\xBB\xBF{\"k\":3}", "k"), "3");
}

TEST(JsonKeyTest, ListsTheNamesButNoValueWhereAKeyIsMissing) {
  const auto found = json_member(
      Secret(R"({"user":"hidden-1","password":"hidden-2","deep":{"inner":"hidden-3"}})"), "pasword");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::kJsonKeyMissing);
  EXPECT_NE(found.error().mend.find("“user”, “password”, “deep”"), std::string::npos) << found.error().mend;
  EXPECT_EQ(to_string(found.error()).find("hidden"), std::string::npos);
  const auto deep = json_member(Secret(R"({"deep":{"inner":"hidden-3"}})"), "deep.other");
  EXPECT_NE(deep.error().mend.find("“inner”"), std::string::npos);
}

TEST(JsonKeyTest, BoundsTheNamesThatItLists) {
  std::string document = "{";
  for (int i = 0; i < 1000; ++i) document += "\"" + std::string(300, 'k') + std::to_string(i) + "\":1,";
  document.back() = '}';
  EXPECT_LT(json_member(Secret(document), "x").error().mend.size(), 4096U);
}

TEST(JsonKeyTest, SaysWhatIsNoJson) {
  EXPECT_EQ(member("plain text", "k"), "error: not-json");
  EXPECT_EQ(member("\"string\"", "k"), "error: not-json");
  EXPECT_EQ(member("{\"k\":", "k"), "error: not-json");
  EXPECT_EQ(member("", "k"), "error: not-json");
}

TEST(JsonKeyTest, RefusesPathsThatAreNone) {
  for (const std::string_view key :
       {"a..b", ".a", "a.", "a[", "a[]", "a[x]", "a[-1]", "a[0]b", "a[9]", "a.b.c", ""}) {
    EXPECT_EQ(member(R"({"a":{"b":1}})", key), "error: json-key-missing") << key;
  }
}

}  // namespace
}  // namespace coffer::secrets
