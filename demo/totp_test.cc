#include "demo/totp.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace coffer::demo {
namespace {

// RFC 6238, appendix B; its eight digits cut to the last six.
TEST(TotpTest, AgreesWithTheRfc) {
  constexpr std::string_view kSeed = "12345678901234567890";
  const auto code = [&](int64_t seconds) {
    return totp_code(kSeed, totp_step(WallTime(std::chrono::seconds(seconds))));
  };
  EXPECT_EQ(code(59), "287082");
  EXPECT_EQ(code(1111111109), "081804");
  EXPECT_EQ(code(1111111111), "050471");
  EXPECT_EQ(code(1234567890), "005924");
  EXPECT_EQ(code(20000000000), "353130");
}

// RFC 4648, section 10.
TEST(Base32Test, AgreesWithTheRfc) {
  EXPECT_EQ(base32_decode("MZXW6YTBOI======"), "foobar");
  EXPECT_EQ(base32_decode("mzxw6ytb"), "fooba");
  EXPECT_EQ(base32_decode(""), "");
  EXPECT_EQ(base32_decode("MZ0W"), std::nullopt);
}

}  // namespace
}  // namespace coffer::demo
