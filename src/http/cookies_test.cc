#include "http/cookies.h"

#include <gtest/gtest.h>

namespace coffer::http {
namespace {

using namespace std::chrono_literals;

const WallTime kNow = std::chrono::sys_days(std::chrono::year(2025) / 6 / 15);

class CookieJarTest : public testing::Test {
 protected:
  // What `url` would be sent, after `from` said `set_cookie`.
  std::string after(std::string_view from, std::string_view set_cookie, std::string_view url) {
    CookieJar jar;
    jar.set_from_header(from, set_cookie, kNow);
    return jar.header_for(url, kNow);
  }
};

TEST_F(CookieJarTest, GoesBackToItsHostOnly) {
  EXPECT_EQ(after("https://a.example.com/x", "k=v", "https://a.example.com/y"), "k=v");
  EXPECT_EQ(after("https://a.example.com/x", "k=v", "http://A.EXAMPLE.com:81/"), "k=v");
  EXPECT_EQ(after("https://a.example.com/", "k=v", "https://b.a.example.com/"), "");
  EXPECT_EQ(after("https://a.example.com/", "k=v", "https://example.com/"), "");
  EXPECT_EQ(after("http://localhost:3000/", "k=v", "http://localhost/"), "k=v");
}

TEST_F(CookieJarTest, ADomainAttributeWidensItWithinItsOwnDomain) {
  const std::string_view from = "https://a.example.com/";
  EXPECT_EQ(after(from, "k=v; Domain=example.com", "https://b.example.com/"), "k=v");
  EXPECT_EQ(after(from, "k=v; domain=.EXAMPLE.com", "https://example.com/"), "k=v");
  EXPECT_EQ(after(from, "k=v; Domain=example.com", "https://badexample.com/"), "");
  EXPECT_EQ(after(from, "k=v; Domain=", "https://a.example.com/"), "k=v");
}

TEST_F(CookieJarTest, ForeignAndTooWideDomainsAreIgnored) {
  for (const std::string_view domain :
       {"other.com", "b.a.example.com", "b.example.com", "com", ".com", "ple.com", "..", "example.com."}) {
    EXPECT_EQ(after("https://a.example.com/", "k=v; Domain=" + std::string(domain), "https://a.example.com/"),
              "")
        << domain;
  }
}

TEST_F(CookieJarTest, AddressesAndSingleLabelsMatchOnlyThemselves) {
  EXPECT_EQ(after("http://127.0.0.1/", "k=v; Domain=127.0.0.1", "http://127.0.0.1/"), "k=v");
  EXPECT_EQ(after("http://127.0.0.1/", "k=v; Domain=0.0.1", "http://127.0.0.1/"), "");
  EXPECT_EQ(after("http://[::1]/", "k=v", "http://[::1]:99/"), "k=v");
  EXPECT_EQ(after("http://localhost/", "k=v; Domain=localhost", "http://localhost/"), "k=v");
  EXPECT_EQ(after("http://localhost/", "k=v; Domain=localhost", "http://a.localhost/"), "");
}

TEST_F(CookieJarTest, PathsMatchBySegment) {
  const std::string_view from = "https://h.example/a/b?q=/z/";
  EXPECT_EQ(after(from, "k=v", "https://h.example/a/c"), "k=v");
  EXPECT_EQ(after(from, "k=v", "https://h.example/ab"), "");
  EXPECT_EQ(after(from, "k=v", "https://h.example/"), "");
  EXPECT_EQ(after(from, "k=v; Path=/x", "https://h.example/x"), "k=v");
  EXPECT_EQ(after(from, "k=v; Path=/x", "https://h.example/x/y?q"), "k=v");
  EXPECT_EQ(after(from, "k=v; Path=/x", "https://h.example/xy"), "");
  EXPECT_EQ(after(from, "k=v; Path=/x/", "https://h.example/x"), "");
  EXPECT_EQ(after(from, "k=v; Path=relative", "https://h.example/a"), "k=v");
  EXPECT_EQ(after("https://h.example", "k=v", "https://h.example?q"), "k=v");
}

TEST_F(CookieJarTest, SecureCookiesNeedHttpsEvenOnLoopback) {
  EXPECT_EQ(after("https://h.example/", "k=v; Secure", "http://h.example/"), "");
  EXPECT_EQ(after("https://h.example/", "k=v; secure=anything", "https://h.example/"), "k=v");
  EXPECT_EQ(after("http://localhost/", "k=v; Secure", "http://localhost/"), "");
}

TEST_F(CookieJarTest, AttributesAreKept) {
  CookieJar jar;
  jar.set_from_header("https://h.example/", " k = a=b c ; HttpOnly; SECURE; Path=/p; SameSite=Lax; junk; =x",
                      kNow);
  ASSERT_EQ(jar.all().size(), 1u);
  const Cookie& cookie = jar.all()[0];
  EXPECT_EQ(cookie.name, "k");
  EXPECT_EQ(cookie.value, "a=b c");
  EXPECT_EQ(cookie.path, "/p");
  EXPECT_TRUE(cookie.http_only && cookie.secure && cookie.host_only);
  EXPECT_EQ(cookie.expires, std::nullopt);
}

TEST_F(CookieJarTest, ValuesMayBeEmptyOrQuotedButNotNameless) {
  EXPECT_EQ(after("http://h/", "k=", "http://h/"), "k=");
  EXPECT_EQ(after("http://h/", "k=\"q; x\"", "http://h/"), "k=\"q");
  for (const std::string_view bad : {"", "k", "=v", ";k=v", "  =v", "k=a\r\nX: y", "k=a\x01"}) {
    EXPECT_EQ(after("http://h/", bad, "http://h/"), "") << bad;
  }
  EXPECT_EQ(after("not a url", "k=v", "http://h/"), "");
  EXPECT_EQ(after("http://h/", "k=v", "not a url"), "");
}

TEST_F(CookieJarTest, ExpiryRemovesAndMaxAgeOutranksExpires) {
  CookieJar jar;
  jar.set_from_header("http://h/", "k=v; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", kNow);
  EXPECT_EQ(jar.header_for("http://h/", kNow + 59s), "k=v");
  EXPECT_EQ(jar.header_for("http://h/", kNow + 60s), "");
  jar.set_from_header("http://h/", "k=; Max-Age=0", kNow);
  EXPECT_TRUE(jar.all().empty());
  jar.set_from_header("http://h/", "k=v; Max-Age=-5", kNow);
  jar.set_from_header("http://h/", "k=v; Expires=Thu, 01 Jan 1970 00:00:00 GMT", kNow);
  EXPECT_TRUE(jar.all().empty());
  jar.set_from_header("http://h/", "k=v; Max-Age=99999999999999999999999", kNow);
  EXPECT_EQ(jar.header_for("http://h/", kNow + 24h), "k=v");
  jar.set_from_header("http://h/", "k=w; Max-Age=6x; Expires=never", kNow);
  EXPECT_EQ(jar.all().at(0).expires, std::nullopt);
}

TEST_F(CookieJarTest, LongerPathsGoFirstThenOlderOnes) {
  CookieJar jar;
  jar.set_from_header("http://h/", "a=1; Path=/", kNow);
  jar.set_from_header("http://h/", "b=2; Path=/x/y", kNow);
  jar.set_from_header("http://h/", "c=3; Path=/x", kNow);
  jar.set_from_header("http://h/", "d=4; Path=/", kNow);
  jar.set_from_header("http://h/", "a=5; Path=/", kNow);  // keeps its age
  jar.set_from_header("http://h/", "a=6; Path=/x", kNow);
  EXPECT_EQ(jar.header_for("http://h/x/y/z", kNow), "b=2; c=3; a=6; a=5; d=4");
}

TEST_F(CookieJarTest, TheJarIsBounded) {
  CookieJar jar;
  jar.set_from_header("http://h/", "big=" + std::string(5000, 'x'), kNow);
  EXPECT_TRUE(jar.all().empty());
  for (int i = 0; i < 1001; ++i) jar.set_from_header("http://h/", "k" + std::to_string(i) + "=v", kNow);
  EXPECT_EQ(jar.all().size(), 1000u);
  EXPECT_EQ(jar.all().front().name, "k1");
}

TEST(CookieDateTest, ReadsWhatServersWrite) {
  const WallTime expected = std::chrono::sys_days(std::chrono::year(1994) / 11 / 6) + 8h + 49min + 37s;
  for (const std::string_view text :
       {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        "6 nov 1994 8:49:37", "1994 November 6th 08:49:37 whatever", "08:49:37 06-Nov-1994",
        "Sun, 6-Nov-1994 08:49:37.000 +0000"}) {
    EXPECT_EQ(parse_cookie_date(text), expected) << text;
  }
  EXPECT_EQ(parse_cookie_date("01-Jan-69 00:00:00"),
            WallTime(std::chrono::sys_days(std::chrono::year(2069) / 1 / 1)));
  EXPECT_EQ(parse_cookie_date("01-Jan-70 00:00:00"), WallTime(0s));
}

TEST(CookieDateTest, RefusesWhatIsNoDate) {
  for (const std::string_view text :
       {"", "0", "never", "Sun, 06 Nov 1994", "06 Nov 1994 24:00:00", "06 Nov 1994 00:60:00",
        "31 Feb 2025 00:00:00", "06 Nov 1600 00:00:00", "06 Foo 1994 00:00:00", "0 Nov 1994 00:00:00",
        "123 Nov 1994 00:00:00", "06 Nov 19940 00:00:00"}) {
    EXPECT_EQ(parse_cookie_date(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace coffer::http
