#include "crypto/kdf.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "crypto/base64_secret.h"

namespace coffer::crypto {
namespace {

std::string hex(const Secret& secret) { return secret.expose(hex_encode); }

// From the reference implementation, by argon2-cffi 25.1.0: hash_secret_raw(…, 2, 64, 1, 32, Type.ID).
TEST(KdfTest, Argon2idIsTheReferenceImplementations) {
  const auto key = argon2id(Secret("correct horse"), "0123456789abcdef", {2, 64});
  ASSERT_TRUE(key.ok());
  EXPECT_EQ(hex(*key), "74fb6b1d311ac0bb4c891f7efd79680245d9f84b72ad8f9bbe61c86e2b9f864d");
}

TEST(KdfTest, RefusesCostsOutOfBounds) {
  for (const KdfCost cost : {KdfCost{0, 64}, KdfCost{1, 7}, KdfCost{17, 64}, KdfCost{1, 1024 * 1024 + 1}}) {
    EXPECT_FALSE(within_bounds(cost));
    EXPECT_EQ(argon2id(Secret("x"), "0123456789abcdef", cost).error().code, ErrorCode::kInvalidArgument);
  }
  EXPECT_TRUE(within_bounds(KdfCost{}));
}

// RFC 4231, test case 2.
TEST(KdfTest, DerivesKeysByHmac) {
  EXPECT_EQ(hex(derive_key(Secret("Jefe"), "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Base64SecretTest, AgreesWithTheOrdinaryOne) {
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    const Secret text = base64_encode_secret(Secret(bytes));
    EXPECT_TRUE(text.equals(Secret(base64_encode(bytes))));
    const auto back = text.expose(base64_decode_secret);
    ASSERT_TRUE(back.has_value());
    EXPECT_TRUE(back->equals(Secret(bytes)));
    bytes += static_cast<char>(i);
  }
  for (const std::string_view bad : {"A", "AA", "AAA", "AA=", "A===", "AAAA ", "AA-_", "AB=="}) {
    EXPECT_FALSE(base64_decode_secret(bad).has_value()) << bad;
  }
}

}  // namespace
}  // namespace coffer::crypto
