#include "vault/key_text.h"

#include <gtest/gtest.h>

#include "crypto/random.h"
#include "vault/testing/temp_vault.h"

namespace coffer::vault {
namespace {

Secret key() { return crypto::SeededRandom(1).secret(kKeySize); }

TEST(KeyTextTest, ComesBack) {
  crypto::SeededRandom random(2);
  for (int i = 0; i < 100; ++i) {
    const Secret any = random.secret(kKeySize);
    EXPECT_TRUE(parse_vault_key(vault_key_text(any))->equals(any));
    EXPECT_TRUE(parse_recovery_key(recovery_key_text(any))->equals(any));
  }
}

TEST(KeyTextTest, IsReadable) {
  const std::string vault = text_of(vault_key_text(key()));
  EXPECT_EQ(vault.size(), std::string("coffer-key-1-").size() + 56);
  EXPECT_TRUE(vault.starts_with("coffer-key-1-"));
  const std::string recovery = text_of(recovery_key_text(key()));
  EXPECT_TRUE(recovery.starts_with("coffer-recovery-1-"));
  EXPECT_EQ(std::count(recovery.begin(), recovery.end(), '-'), 2 + 14);
  EXPECT_EQ(recovery.find_first_of("ILOU"), std::string::npos);
}

TEST(KeyTextTest, TakesWhatPeopleWrite) {
  std::string text = text_of(recovery_key_text(key()));
  std::string sloppy = "  ";
  for (const char c : text.substr(std::string("coffer-recovery-1-").size())) {
    if (c == '0')
      sloppy += 'o';
    else if (c == '1')
      sloppy += 'l';
    else if (c == '-')
      sloppy += " ";
    else
      sloppy += static_cast<char>(std::tolower(c));
  }
  EXPECT_TRUE(parse_recovery_key(Secret(sloppy + "\n"))->equals(key()));
  EXPECT_TRUE(parse_vault_key(Secret(text_of(vault_key_text(key())) + "\r\n"))->equals(key()));
}

TEST(KeyTextTest, NoticesEveryWrongCharacter) {
  const std::string text = text_of(vault_key_text(key()));
  for (size_t i = 0; i < text.size(); ++i) {
    std::string wrong = text;
    wrong[i] = wrong[i] == 'z' ? 'y' : 'z';
    const auto parsed = parse_vault_key(Secret(wrong));
    ASSERT_FALSE(parsed.ok()) << i;
    EXPECT_EQ(parsed.error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(parsed.error().field, "vault key");
    EXPECT_EQ(to_string(parsed.error()).find(text.substr(20, 10)), std::string::npos)
        << "the message quotes the key";
  }
}

TEST(KeyTextTest, RefusesOtherShapes) {
  const std::string text = text_of(vault_key_text(key()));
  EXPECT_FALSE(parse_vault_key(Secret("")).ok());
  EXPECT_FALSE(parse_vault_key(Secret(text.substr(0, text.size() - 1))).ok());
  EXPECT_FALSE(parse_vault_key(Secret(text + "0")).ok());
  EXPECT_FALSE(parse_vault_key(Secret(text.substr(std::string("coffer-key-1-").size()))).ok());
  EXPECT_FALSE(parse_vault_key(Secret("coffer-key-1-" + std::string(56, '!'))).ok());
  EXPECT_FALSE(parse_vault_key(Secret("coffer-key-1-" + std::string(1'000'000, '0'))).ok());
  EXPECT_EQ(parse_vault_key(recovery_key_text(key())).error().what, "this is a recovery key");
  EXPECT_EQ(parse_recovery_key(vault_key_text(key())).error().what, "this is a vault key");
}

}  // namespace
}  // namespace coffer::vault
