#include "base/secret_encoding.h"

#include <gtest/gtest.h>

#include <string>

#include "base/encoding.h"

namespace coffer {
namespace {

std::string every_byte() {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  return bytes;
}

std::string revealed(const Secret& secret) {
  return secret.expose([](std::string_view bytes) { return std::string(bytes); });
}

TEST(SecretEncoding, Base64EqualsTheOrdinaryOneForEveryLength) {
  for (size_t size = 0; size <= 256; ++size) {
    const std::string bytes = every_byte().substr(0, size);
    EXPECT_EQ(revealed(base64_encode(Secret(bytes))), base64_encode(bytes)) << size;
  }
}

TEST(SecretEncoding, HexAndBase64UrlEqualTheOrdinaryOnes) {
  EXPECT_EQ(revealed(hex_encode(Secret(every_byte()))), hex_encode(every_byte()));
  for (size_t size = 0; size <= 256; ++size) {
    const std::string bytes = every_byte().substr(256 - size);
    EXPECT_EQ(revealed(base64url_encode(Secret(bytes))), base64url_encode(bytes)) << size;
  }
}

TEST(SecretEncoding, PercentEncodingEqualsTheOrdinaryOneForEveryByte) {
  EXPECT_EQ(revealed(percent_encode(Secret(every_byte()))), percent_encode(every_byte()));
}

TEST(SecretEncoding, JsonEscapingEqualsTheOrdinaryOneForEveryByte) {
  EXPECT_EQ(revealed(json_escape(Secret(every_byte()))), json_escape(every_byte()));
}

}  // namespace
}  // namespace coffer
