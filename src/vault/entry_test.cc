#include "vault/entry.h"

#include <gtest/gtest.h>

namespace coffer::vault {
namespace {

TEST(EntryNameTest, TakesWhatPeopleName) {
  for (const std::string_view name :
       {"a", "stripe-key", "Stripe Key", "db:prod/main", "naïve ключ 🔑", "a\"b'c`$(d)", "%00", "[x]"}) {
    EXPECT_TRUE(check_name(name).ok()) << name;
  }
}

TEST(EntryNameTest, CountsCharactersNotBytes) {
  std::string keys;
  for (int i = 0; i < 254; ++i) keys += "🔑";
  EXPECT_TRUE(check_name(keys).ok());
  EXPECT_FALSE(check_name(keys + "a").ok());
  EXPECT_TRUE(check_name(std::string(254, 'a')).ok());
  EXPECT_FALSE(check_name(std::string(255, 'a')).ok());
  EXPECT_FALSE(check_name(std::string(1'000'000, 'a')).ok());
}

TEST(EntryNameTest, RefusesWhatCannotBeReferredTo) {
  using std::string_view_literals::operator""sv;
  for (const std::string_view name :
       {""sv, " a"sv, "a "sv, "a\t"sv, "a\nb"sv, "a\0b"sv, "a{b"sv, "a}"sv, "\x7F"sv, "a\xC2\x85"sv,
        "\xC2\xA0"
        "a"sv,
        "a\xE3\x80\x80"sv,
        "a\xE2\x80\xA8"
        "b"sv,
        "\xFF"sv, "\xC0\xAF"sv, "\xED\xA0\x80"sv}) {
    const auto checked = check_name(name);
    ASSERT_FALSE(checked.ok()) << name;
    EXPECT_EQ(checked.error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(checked.error().field, "name");
    EXPECT_FALSE(checked.error().what.empty());
  }
}

}  // namespace
}  // namespace coffer::vault
