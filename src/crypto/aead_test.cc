#include "crypto/aead.h"

#include <gtest/gtest.h>

#include "base/encoding.h"

namespace coffer::crypto {
namespace {

std::string from_hex(std::string_view text) { return hex_decode(text).value(); }

const std::string kNonce = from_hex("404142434445464748494a4b4c4d4e4f5051525354555657");
const std::string kAssociated = from_hex("50515253c0c1c2c3c4c5c6c7");
constexpr std::string_view kPlain =
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen "
    "would be it.";

Secret key() { return Secret(from_hex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f")); }

// draft-irtf-cfrg-xchacha-03, A.3.1.
TEST(AeadTest, MatchesThePublishedVector) {
  const std::string sealed = seal(key(), kNonce, Secret(kPlain), kAssociated);
  EXPECT_EQ(hex_encode(sealed.substr(0, 16)), "bd6d179d3e83d43b9576579493c0e939");
  EXPECT_EQ(hex_encode(sealed.substr(sealed.size() - 16)), "c0875924c1c7987947deafd8780acf49");
  const auto plain = open(key(), kNonce, sealed, kAssociated);
  ASSERT_TRUE(plain.has_value());
  EXPECT_TRUE(plain->equals(Secret(kPlain)));
}

TEST(AeadTest, RefusesEveryChangedByte) {
  const std::string sealed = seal(key(), kNonce, Secret("x"), "about");
  for (size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(open(key(), kNonce, changed, "about").has_value()) << i;
  }
  EXPECT_FALSE(open(key(), kNonce, sealed, "About").has_value());
  EXPECT_FALSE(open(Secret(std::string(32, 'k')), kNonce, sealed, "about").has_value());
  EXPECT_FALSE(open(key(), kNonce, sealed.substr(0, 15), "about").has_value());
}

TEST(AeadTest, SealsNothing) {
  const std::string sealed = seal(key(), kNonce, Secret(), "");
  EXPECT_EQ(sealed.size(), kAeadTagSize);
  ASSERT_TRUE(open(key(), kNonce, sealed, "").has_value());
  EXPECT_TRUE(open(key(), kNonce, sealed, "")->empty());
}

}  // namespace
}  // namespace coffer::crypto
