#include "runner/cookie_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace coffer::runner {
namespace {

const WallTime kNow{std::chrono::milliseconds(1'790'000'000'000)};  // 2026-09-21

// As tough-cookie 4.1.3 serialised it.
constexpr const char* kJar = R"({"version": "tough-cookie@4.1.3-postman.1", "storeType": "MemoryCookieStore",
  "rejectPublicSuffixes": true, "enableLooseMode": false, "allowSpecialUseDomain": true, "prefixSecurity": "silent",
  "cookies": [
    {"key": "a", "value": "1", "maxAge": 100, "domain": "h.example.com", "path": "/x", "secure": true, "httpOnly": true,
     "hostOnly": true, "creation": "2026-09-21T14:13:00.000Z", "lastAccessed": "2026-09-21T14:13:00.000Z", "sameSite": "lax"},
    {"key": "b", "value": "2", "expires": "2065-10-21T07:28:00.000Z", "domain": "example.com", "path": "/x",
     "hostOnly": false, "pathIsDefault": true, "creation": "2026-09-21T14:13:00.000Z"},
    {"key": "old", "value": "3", "expires": "2001-10-21T07:28:00.000Z", "domain": "example.com", "path": "/", "hostOnly": false},
    {"key": "c", "value": "4", "domain": "127.0.0.1", "path": "/", "hostOnly": true}]})";

TEST(CookieFile, ReadsToughCookiesJars) {
  const auto jar = parse_cookie_file(kJar, kNow);
  ASSERT_TRUE(jar.ok()) << to_string(jar.error());
  EXPECT_EQ(jar->header_for("https://h.example.com/x/y", kNow), "a=1; b=2");
  EXPECT_EQ(jar->header_for("http://h.example.com/x/y", kNow), "b=2");
  EXPECT_EQ(jar->header_for("https://h.example.com/x", kNow + std::chrono::hours(1)), "b=2");
  EXPECT_EQ(jar->header_for("http://127.0.0.1/", kNow), "c=4");
  EXPECT_EQ(jar->all().size(), 3U);
}

TEST(CookieFile, WhatIsWrittenReadsTheSame) {
  const auto jar = parse_cookie_file(kJar, kNow);
  ASSERT_TRUE(jar.ok());
  const auto again = parse_cookie_file(write_cookie_file(*jar, kNow, secrets::Redactor()), kNow);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->header_for("https://h.example.com/x/y", kNow), "a=1; b=2");
  EXPECT_EQ(again->header_for("https://h.example.com/x", kNow + std::chrono::hours(1)), "b=2");
}

// Both are past the last second whose year has four digits.
TEST(CookieFile, AnExpiryAtTheEndOfTimeIsReadAgain) {
  const auto jar = parse_cookie_file(
      R"({"cookies": [{"key": "a", "value": "1", "domain": "h.example", "expires": "9999-12-31T23:59:61.000Z"},
                      {"key": "b", "value": "2", "domain": "h.example", "creation": "9999-12-31T00:00:00Z", "maxAge": 86400}]})",
      kNow);
  ASSERT_TRUE(jar.ok()) << to_string(jar.error());
  const std::string text = write_cookie_file(*jar, kNow, secrets::Redactor());
  EXPECT_THAT(text, ::testing::HasSubstr("9999-12-31T23:59:59.000Z"));
  const auto again = parse_cookie_file(text, kNow);
  ASSERT_TRUE(again.ok()) << to_string(again.error());
  EXPECT_EQ(again->header_for("http://h.example/", kNow), "a=1; b=2");
}

TEST(CookieFile, AVaultsValueIsNotWritten) {
  http::CookieJar jar;
  jar.set_from_header("http://h.example/", "echo=pl4nted-Value-123", kNow);
  secrets::Redactor redactor;
  redactor.add("key", Secret("pl4nted-Value-123"));
  EXPECT_THAT(write_cookie_file(jar, kNow, redactor),
              ::testing::AllOf(::testing::HasSubstr("{{vault:key}}"),
                               ::testing::Not(::testing::HasSubstr("pl4nted"))));
}

TEST(CookieFile, ErrorsNameTheCookie) {
  EXPECT_FALSE(parse_cookie_file("[]", kNow).ok());
  const auto jar =
      parse_cookie_file(R"({"cookies": [{"key": "a", "domain": "x.example"}, {"value": "b"}]})", kNow);
  ASSERT_FALSE(jar.ok());
  EXPECT_THAT(jar.error().what, ::testing::HasSubstr("cookie 2"));
}

}  // namespace
}  // namespace coffer::runner
