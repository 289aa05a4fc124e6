#include "base/encoding.h"

#include <gtest/gtest.h>

namespace coffer {
namespace {

TEST(EncodingTest, Base64KnowsTheVectorsOfRfc4648) {
  const std::pair<std::string_view, std::string_view> vectors[] = {{"", ""},
                                                                   {"f", "Zg=="},
                                                                   {"fo", "Zm8="},
                                                                   {"foo", "Zm9v"},
                                                                   {"foob", "Zm9vYg=="},
                                                                   {"fooba", "Zm9vYmE="},
                                                                   {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : vectors) {
    EXPECT_EQ(base64_encode(bytes), text);
    EXPECT_EQ(base64_decode(text), bytes);
  }
  EXPECT_EQ(base64url_encode("\xff\xfe\xfd?"), "__79Pw");
}

TEST(EncodingTest, Base64RefusesWhatIsNotCanonical) {
  for (const std::string_view bad : {"Zg", "Zg=", "Zh==", "Z===", "Zm 8", "Zm9v\n"})
    EXPECT_EQ(base64_decode(bad), std::nullopt) << bad;
}

TEST(EncodingTest, HexGoesBothWays) {
  EXPECT_EQ(hex_encode(std::string_view("\x00\x7f\xff", 3)), "007fff");
  EXPECT_EQ(hex_decode("007FfF"), std::string("\x00\x7f\xff", 3));
  EXPECT_EQ(hex_decode("0"), std::nullopt);
  EXPECT_EQ(hex_decode("zz"), std::nullopt);
}

TEST(EncodingTest, PercentEncodesAllButUnreserved) {
  EXPECT_EQ(percent_encode("a/b c~é"), "a%2Fb%20c~%C3%A9");
  EXPECT_EQ(percent_encode("a/b", "/"), "a/b");
  EXPECT_EQ(percent_decode("a%2Fb%20c%zz%4"), "a/b c%zz%4");
}

TEST(EncodingTest, EscapesForJsonAndHtml) {
  EXPECT_EQ(json_escape("a\"\\\n\x01é/"), "a\\\"\\\\\\n\\u0001é/");
  EXPECT_EQ(html_escape("<a href='x'>\"&"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;");
}

TEST(EncodingTest, Utf8RefusesOverlongFormsSurrogatesAndTheTooLarge) {
  for (const std::string_view good : {"", "a", "é", "€", "😀", "\xf4\x8f\xbf\xbf"})
    EXPECT_TRUE(is_utf8(good)) << good;
  for (const std::string_view bad :
       {"\x80", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\xff"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

TEST(EncodingTest, AsciiHelpers) {
  EXPECT_EQ(to_lower("ÀbC"), "Àbc");
  EXPECT_TRUE(iequals("Content-Type", "content-type"));
  EXPECT_FALSE(iequals("a", "ab"));
  EXPECT_EQ(trim(" \ta b\r\n"), "a b");
  EXPECT_EQ(trim(" "), "");
}

}  // namespace
}  // namespace coffer
