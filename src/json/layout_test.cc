#include "json/layout.h"

#include <gtest/gtest.h>

namespace coffer::json {
namespace {

std::string plain(std::string_view text) {
  return lay_out(text, [](Token, std::string_view token, std::string& out) { out += token; });
}

TEST(LayoutTest, KeepsEveryTokenAsItCame) {
  EXPECT_EQ(plain(R"({"a":1.0,"b":[ 1e400,9007199254740993, {}],"c":{"d":"x\"\\y"},"e":[ ],"f":null})"),
            "{\n"
            "  \"a\": 1.0,\n"
            "  \"b\": [\n"
            "    1e400,\n"
            "    9007199254740993,\n"
            "    {}\n"
            "  ],\n"
            "  \"c\": {\n"
            "    \"d\": \"x\\\"\\\\y\"\n"
            "  },\n"
            "  \"e\": [],\n"
            "  \"f\": null\n"
            "}");
}

TEST(LayoutTest, SaysWhatEachTokenIs) {
  const std::string told =
      lay_out(R"({"n":[-1,"t",true]})", [](Token token, std::string_view text, std::string& out) {
        constexpr std::string_view kMarks = "ntdw";
        if (token != Token::kOther)
          out += kMarks.substr(static_cast<size_t>(token), 1), out.append(":").append(text).append(" ");
      });
  EXPECT_EQ(told, R"(n:"n" d:-1 t:"t" w:true )");
}

TEST(LayoutTest, KnowsWhatIsADocument) {
  EXPECT_EQ(json_document("\xEF\xBB\xBF {\"a\":1}\n"), "{\"a\":1}");
  EXPECT_EQ(json_document("[]"), "[]");
  for (const std::string text : {"", "1", "\"a\"", "{", "[1,]", "<p>", "[\"\xFF\"]"})
    EXPECT_EQ(json_document(text), "") << text;
}

}  // namespace
}  // namespace coffer::json
