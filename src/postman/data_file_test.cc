#include "postman/data_file.h"

#include <gtest/gtest.h>

namespace coffer::postman {
namespace {

std::string rows(std::string_view text, DataFormat format = DataFormat::kCsv) {
  const auto file = parse_data_file(text, format);
  if (!file) return to_string(file.error());
  std::string out;
  for (size_t i = 0; i < file->size(); ++i) out += json::dump(file->values(i));
  return out;
}

std::string substituted(const Scope& scope) {
  std::string out;
  for (const Variable& variable : scope.all()) out += variable.key + "=" + variable.value + ";";
  return out;
}

TEST(DataFileTest, ReadsCsvWithQuotesAndLineEndsOfAnyKind) {
  EXPECT_EQ(rows("a,b\n1,2\n"), R"({"a":1,"b":2})");
  EXPECT_EQ(rows("\xEF\xBB\xBF"
                 "a,b\r\n\"1\" , x y \r\n"),
            R"({"a":"1","b":"x y"})");
  EXPECT_EQ(rows("a\r1\r2\r"), R"({"a":1}{"a":2})");
  EXPECT_EQ(rows("\"a\"\"b\",c\n\"q\"\"r\n,\",2"), R"({"a\"b":"q\"r\n,","c":2})");
  EXPECT_EQ(rows("a,b\n1,x\"y\"z\n"), R"({"a":1,"b":"x\"y\"z"})");
  EXPECT_EQ(rows("\"x\ny\",b\r\n1,2\r\n"), R"({"x\ny":1,"b":2})");
}

TEST(DataFileTest, TakesRowsOfOtherLengthsAsNewmanDoes) {
  EXPECT_EQ(rows("a,b\n1\n1,2,3\n\n"), R"({"a":1}{"a":1,"b":2}{"a":""})");
  EXPECT_EQ(rows("a,a\n1,2\n"), R"({"a":2})");
  EXPECT_EQ(rows("a\n1\n \n \t"), R"({"a":1}{"a":""})");
  EXPECT_EQ(rows(""), "");
  EXPECT_EQ(rows("a,b"), "");
}

TEST(DataFileTest, CastsUnquotedNumbersAsNewmanDoes) {
  EXPECT_EQ(rows("a,b,c,d,e\n007,1e3,+5,-0,.50\n"), R"({"a":7,"b":1000,"c":5,"d":0,"e":0.5})");
  EXPECT_EQ(rows("a,b,c\n\"007\",1_0,Infinity\n"), R"({"a":"007","b":"1_0","c":"Infinity"})");
  EXPECT_EQ(rows("a,b\n12345678901234567890,1e400\n"), R"({"a":12345678901234567000,"b":"1e400"})");
  EXPECT_EQ(rows("a,b\n0xff,0xfg\n"), R"({"a":0,"b":"0xfg"})");
}

TEST(DataFileTest, NamesTheLineOfBadCsv) {
  const auto open = parse_data_file("a\n1\n\"x\n", DataFormat::kCsv);
  ASSERT_FALSE(open.ok());
  EXPECT_EQ(open.error().code, ErrorCode::kMalformed);
  EXPECT_NE(open.error().what.find("line 3"), std::string::npos) << open.error().what;
  EXPECT_NE(rows("a,b\n1,2\n\"x\"y,2\n").find("line 3"), std::string::npos);
  EXPECT_NE(rows("1,2\n3,4\n").find("names the columns"), std::string::npos);
  EXPECT_EQ(rows("\"1\"\n3\n"), R"({"1":3})");
  EXPECT_NE(rows("a\n\xff\n").find("UTF-8"), std::string::npos);
  EXPECT_EQ(parse_data_file(std::string(CsvTable::kMaxColumns + 1, ','), DataFormat::kCsv).error().code,
            ErrorCode::kTooLarge);
}

TEST(DataFileTest, ReadsJsonAndNamesTheRowThatIsNoObject) {
  const auto file = parse_data_file(R"([{"s":"x","n":1.50,"b":false,"z":null,"l":[1,null,"a"],"o":{"k":1}}])",
                                    DataFormat::kJson);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(substituted(file->row(0)), "s=x;n=1.5;b=false;z={{z}};l=1,,a;o=[object Object];");
  EXPECT_NE(rows("[{}, 7]", DataFormat::kJson).find("row 2"), std::string::npos);
  EXPECT_NE(rows("{}", DataFormat::kJson).find("array"), std::string::npos);
  EXPECT_NE(rows("[", DataFormat::kJson).find("line 1"), std::string::npos);
}

TEST(DataFileTest, RepeatsTheLastRowPastTheEnd) {
  const auto file = parse_data_file("a\n1\n2\n", DataFormat::kCsv);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(substituted(file->row(0)), "a=1;");
  EXPECT_EQ(substituted(file->row(9)), "a=2;");
  EXPECT_EQ(substituted(parse_data_file("[]", DataFormat::kJson)->row(0)), "");
}

TEST(DataFileTest, GuessesTheFormatFromTheFirstCharacter) {
  EXPECT_EQ(guess_data_format("\xEF\xBB\xBF \n[{}]"), DataFormat::kJson);
  EXPECT_EQ(guess_data_format("{}"), DataFormat::kJson);
  EXPECT_EQ(guess_data_format("a,b\n[1],{}"), DataFormat::kCsv);
  EXPECT_EQ(guess_data_format(""), DataFormat::kCsv);
}

}  // namespace
}  // namespace coffer::postman
