#include "crypto/hasher.h"

#include <gtest/gtest.h>

#include <string>

#include "base/encoding.h"

namespace coffer::crypto {
namespace {

std::string hex(const Secret& bytes) {
  return bytes.expose([](std::string_view text) { return hex_encode(text); });
}

std::string hash_hex(HashAlgorithm algorithm, std::string_view text) {
  return hex(hash(algorithm, Secret(text)));
}

// RFC 1321 §A.5, FIPS 180-4's examples.
TEST(Hasher, MatchesThePublishedVectors) {
  EXPECT_EQ(hash_hex(HashAlgorithm::kMd5, "abc"), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(hash_hex(HashAlgorithm::kMd5, ""), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(hash_hex(HashAlgorithm::kSha1, "abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(hash_hex(HashAlgorithm::kSha256, "abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hash_hex(HashAlgorithm::kSha384, "abc"),
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
            "8086072ba1e7cc2358baeca134c825a7");
  EXPECT_EQ(hash_hex(HashAlgorithm::kSha512_256, "abc"),
            "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23");
}

TEST(Hasher, TakesItsInputInPieces) {
  Hasher pieces(HashAlgorithm::kSha1);
  pieces.update("a").update(Secret("b")).update("").update("c");
  EXPECT_EQ(hex(pieces.finish()), "a9993e364706816aba3e25717850c26c9cd0d89d");
}

// RFC 2202 §3 and RFC 4231 §4.2, test case 1.
TEST(Hasher, HmacMatchesThePublishedVectors) {
  const Secret key(std::string(20, '\x0b'));
  EXPECT_EQ(hex(hmac(HashAlgorithm::kSha1, key, Secret("Hi There"))),
            "b617318655057264e28bc0b6fb378c8ef146be00");
  EXPECT_EQ(hex(hmac(HashAlgorithm::kSha512, key, Secret("Hi There"))),
            "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
            "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854");
}

TEST(Hasher, HmacTakesAnEmptyKey) {
  EXPECT_EQ(hex(hmac(HashAlgorithm::kSha256, Secret(), Secret())),
            "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

}  // namespace
}  // namespace coffer::crypto
