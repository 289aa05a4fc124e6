#include "json/json.h"

#include <gtest/gtest.h>

namespace coffer::json {
namespace {

TEST(JsonTest, KeepsOrderAndPrintsAsJavaScriptDoes) {
  const auto value = parse(R"({"b":1,"a":[true,null,0.1,"é\n/"],"c":{},"d":[]})");
  ASSERT_TRUE(value.ok());
  EXPECT_EQ(dump(*value), R"({"b":1,"a":[true,null,0.1,"é\n/"],"c":{},"d":[]})");
  EXPECT_EQ(dump_pretty(*value),
            "{\n  \"b\": 1,\n  \"a\": [\n    true,\n    null,\n    0.1,\n    \"é\\n/\"\n  ],\n  \"c\": {},\n "
            " \"d\": []\n}");
}

TEST(JsonTest, WritesNumbersAsJavaScriptDoes) {
  const std::pair<double, const char*> cases[] = {{0, "0"},
                                                  {-0.0, "0"},
                                                  {7, "7"},
                                                  {-1.5, "-1.5"},
                                                  {0.1, "0.1"},
                                                  {1e20, "100000000000000000000"},
                                                  {1e21, "1e+21"},
                                                  {1.5e300, "1.5e+300"},
                                                  {1e-6, "0.000001"},
                                                  {1.25e-6, "0.00000125"},
                                                  {1e-7, "1e-7"},
                                                  {-1.25e-7, "-1.25e-7"},
                                                  {123456789012345680.0, "123456789012345680"},
                                                  {1e16, "10000000000000000"},
                                                  {5e-324, "5e-324"}};
  for (const auto& [number, text] : cases) EXPECT_EQ(number_text(number), text);
  EXPECT_EQ(dump(Value(1e16)), "10000000000000000");
}

TEST(JsonTest, SaysWhereItIsMalformedWithoutQuotingIt) {
  const auto value = parse("{\n  \"key\": hunter2\n}");
  ASSERT_FALSE(value.ok());
  EXPECT_EQ(value.error().code, ErrorCode::kMalformed);
  EXPECT_NE(value.error().what.find("line 2"), std::string::npos) << value.error().what;
  EXPECT_EQ(value.error().what.find("hunter2"), std::string::npos);
  EXPECT_FALSE(parse("").ok());
  EXPECT_FALSE(parse("{} x").ok());
  EXPECT_TRUE(parse("\xEF\xBB\xBF{} \n").ok());
}

TEST(JsonTest, IsBounded) {
  EXPECT_FALSE(parse(std::string(200, '[') + std::string(200, ']')).ok());
  EXPECT_EQ(parse("[1,2]", {.bytes = 4}).error().code, ErrorCode::kTooLarge);
}

TEST(JsonTest, FindsMembersByKind) {
  const auto value = parse(R"({"s":"x","n":2,"b":false,"o":{},"a":[]})");
  EXPECT_EQ(find_string(*value, "s"), "x");
  EXPECT_EQ(find_string(*value, "n"), std::nullopt);
  EXPECT_EQ(find_number(*value, "n"), 2);
  EXPECT_EQ(find_bool(*value, "b"), false);
  EXPECT_NE(find_object(*value, "o"), nullptr);
  EXPECT_EQ(find_array(*value, "o"), nullptr);
  EXPECT_EQ(find(*value, "none"), nullptr);
}

TEST(SecretDocumentTest, Parses) {
  const auto document =
      SecretDocument::parse(Secret(R"({"SecretString":"value that is longer than a small string"})"));
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(find_string(document->root(), "SecretString"), "value that is longer than a small string");
}

TEST(SecretDocumentTest, KeepsTheDocumentOutOfOrdinaryMemory) {
  const auto document =
      SecretDocument::parse(Secret(R"({"a":{"b":["value that is longer than a small string"]}})"));
  ASSERT_TRUE(document.ok());
  const boost::json::storage_ptr ordinary;
  EXPECT_NE(document->root().storage().get(), ordinary.get());
  EXPECT_NE(document->root().at("a").at("b").at(0).get_string().storage().get(), ordinary.get());
}

// Every double has a text that is read back as the same one (Boost's own parser is off by one in the last
// place).
TEST(JsonTest, ReadsNumbersExactly) {
  for (const std::string text :
       {"0.9809778140020573", "8129880388.7916107", "1e+187", "5e-324", "2.2250738585072014e-308",
        "1.7976931348623157e+308", "-123456.78901234567", "0.1", "0.3"}) {
    const auto value = parse(text);
    ASSERT_TRUE(value.ok()) << text;
    EXPECT_EQ(value->to_number<double>(), std::strtod(text.c_str(), nullptr)) << text;
    const auto again = parse(dump(*value));
    ASSERT_TRUE(again.ok()) << text;
    EXPECT_TRUE(*again == *value) << text;
  }
}

}  // namespace
}  // namespace coffer::json
