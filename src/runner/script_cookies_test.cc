// The methods of tough-cookie's Store, as its memstore.js answers them.
#include "runner/script_cookies.h"

#include <gtest/gtest.h>

namespace coffer::runner {
namespace {

class ScriptCookiesTest : public ::testing::Test {
 protected:
  std::string call(std::string_view method, json::Array arguments = {}) {
    const auto answer = cookie_store(jar_, method, arguments, now_);
    return answer ? json::dump(*answer) : std::string(to_string(answer.error().code));
  }
  void put(const std::string& key, const std::string& domain, const std::string& path = "/") {
    EXPECT_EQ(
        call("putCookie", {json::Object{{"key", key}, {"value", "v"}, {"domain", domain}, {"path", path}}}),
        "null");
  }
  size_t count(std::string_view method, json::Array arguments = {}) {
    return cookie_store(jar_, method, arguments, now_)->as_array().size();
  }

  http::CookieJar jar_;
  const WallTime now_{std::chrono::milliseconds(1'790'000'000'000)};
};

TEST_F(ScriptCookiesTest, FindsOneByDomainPathAndName) {
  put("a", "h.example", "/p");
  EXPECT_EQ(call("findCookie", {"h.example", "/p", "a"}),
            R"({"key":"a","value":"v","domain":"h.example","path":"/p","hostOnly":false,)"
            R"("creation":"2026-09-21T14:13:20.000Z"})");
  EXPECT_EQ(call("findCookie", {"h.example", "/", "a"}), "null");
  EXPECT_EQ(call("findCookie"), "null");
}

// As tough-cookie has one that was set as a text without "=".
TEST_F(ScriptCookiesTest, ACookieMayHaveNoName) {
  EXPECT_EQ(call("putCookie", {json::Object{{"value", "v"}, {"domain", "h.example"}, {"path", "/"}}}),
            "null");
  EXPECT_EQ(jar_.header_for("https://h.example/", now_), "v");
  EXPECT_EQ(call("putCookie", {json::Object{{"domain", "h.example"}, {"path", "/"}}}), "malformed");
}

TEST_F(ScriptCookiesTest, FindsThoseThatADomainAndAPathSee) {
  put("a", "example.com");
  put("b", "api.example.com", "/p");
  put("c", "other.com");
  EXPECT_EQ(count("findCookies", {"api.example.com", "/p/q"}), 2U);
  EXPECT_EQ(count("findCookies", {"api.example.com", "/px"}), 1U);
  EXPECT_EQ(count("findCookies", {"api.example.com", nullptr}), 2U);
  EXPECT_EQ(count("findCookies", {"example.com"}), 1U);
  EXPECT_EQ(count("findCookies"), 0U);
  EXPECT_EQ(count("getAllCookies"), 3U);
}

TEST_F(ScriptCookiesTest, PutsAndUpdates) {
  EXPECT_EQ(
      call("putCookie",
           {*json::parse(R"({"key": "a", "value": "1", "domain": "h.example", "path": "/", "hostOnly": true,
      "secure": true, "httpOnly": true, "maxAge": 60, "creation": "2026-09-21T14:13:20.000Z"})")}),
      "null");
  EXPECT_EQ(
      call("findCookie", {"h.example", "/", "a"}),
      R"({"key":"a","value":"1","maxAge":60,"domain":"h.example","path":"/","secure":true,"httpOnly":true,)"
      R"("hostOnly":true,"creation":"2026-09-21T14:13:20.000Z"})");
  const json::Value now = *json::parse(R"({"key": "a", "value": "2", "domain": "h.example", "path": "/"})");
  EXPECT_EQ(call("updateCookie", {nullptr, now}), "null");
  EXPECT_EQ(count("getAllCookies"), 1U);
  EXPECT_EQ(jar_.all()[0].value, "2");
}

TEST_F(ScriptCookiesTest, Removes) {
  put("a", "h.example", "/p");
  put("b", "h.example");
  put("c", "other.example");
  call("removeCookie", {"h.example", "/p", "a"});
  EXPECT_EQ(count("getAllCookies"), 2U);
  call("removeCookies", {"h.example", "/p"});
  EXPECT_EQ(count("getAllCookies"), 2U);
  call("removeCookies", {"h.example"});
  EXPECT_EQ(count("getAllCookies"), 1U);
  call("removeAllCookies");
  EXPECT_EQ(count("getAllCookies"), 0U);
}

TEST_F(ScriptCookiesTest, RefusesWhatIsNoneOfThese) {
  EXPECT_EQ(call("__proto__"), "invalid-argument");
  EXPECT_EQ(call("putCookie"), "malformed");
  EXPECT_EQ(call("putCookie", {7}), "malformed");
  EXPECT_EQ(
      call("putCookie", {json::Object{{"key", "a"}, {"domain", "h"}, {"value", std::string(5000, 'x')}}}),
      "too-large");
}

}  // namespace
}  // namespace coffer::runner
