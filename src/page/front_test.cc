#include "page/front.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "page/assets.h"

namespace coffer::page {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kHost = "coffer-0123456789abcdef.localhost:8123";

class FrontTest : public testing::Test {
 protected:
  FrontTest() {
    calls_.add("echo", [](const Arguments& arguments) -> Answer {
      COFFER_ASSIGN(Secret text, arguments.secret("text"));
      return Reply{std::move(text)};
    });
  }
  Request request(const char* method, const char* path, std::string_view body = "{}") const {
    return {method,
            path,
            {{"Host", kHost},
             {"Origin", std::string("http://") + kHost},
             {"Content-Type", "application/json; charset=utf-8"},
             {"Cookie", cookie_},
             {"Coffer-Token", token_}},
            Secret(body)};
  }
  std::string body_of(const Response& response) {
    if (const auto* secret = std::get_if<Secret>(&response.body))
      return secret->expose([](std::string_view bytes) { return std::string(bytes); });
    if (const auto* text = std::get_if<std::string>(&response.body)) return *text;
    return std::string(std::get<std::string_view>(response.body));
  }
  void log_in() {
    const std::string token = gate_.new_launch_token();
    const Response launched = front_.answer(request("POST", "/launch", R"({"token": ")" + token + "\"}"));
    ASSERT_EQ(launched.status, 200);
    cookie_ = launched.headers.at(0).value.substr(0, launched.headers.at(0).value.find(';'));
    const auto session = json::parse(body_of(front_.answer(request("POST", "/session"))));
    ASSERT_TRUE(session);
    token_ = std::string(json::find_string(*session, "token").value());
  }

  FakeClock clock_{WallTime(std::chrono::milliseconds(0))};
  crypto::SeededRandom random_{7};
  Gate gate_{random_, clock_, kHost};
  Calls calls_;
  Front front_{gate_, calls_};
  std::string cookie_, token_;
};

TEST_F(FrontTest, TheFilesAreThereForWhoeverKnowsTheName) {
  const Response page = front_.answer(request("GET", "/"));
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.type, "text/html; charset=utf-8");
  EXPECT_THAT(body_of(page),
              AllOf(StartsWith("<!doctype html>"), HasSubstr("/page.js"), HasSubstr("/page.css")));
  EXPECT_EQ(front_.answer(request("GET", "/page.js")).type, "text/javascript; charset=utf-8");
  for (const char* path : {"/../etc/passwd", "/page.js/", "//", "/%2e%2e/", "/index.html", "/api/echo"})
    EXPECT_EQ(front_.answer(request("GET", path)).status, 404) << path;
}

TEST_F(FrontTest, ACallNeedsTheSession) {
  EXPECT_EQ(front_.answer(request("POST", "/api/echo", R"({"text": "x"})")).status, 401);
  EXPECT_EQ(front_.answer(request("GET", "/events")).status, 401);
  EXPECT_EQ(front_.answer(request("POST", "/session")).status, 401);
  log_in();
  EXPECT_EQ(body_of(front_.answer(request("POST", "/api/echo", R"({"text": "hello"})"))), "hello");
  EXPECT_TRUE(front_.answer(request("GET", "/events")).events);
}

TEST_F(FrontTest, ErrorsComeAsJson) {
  log_in();
  const Response answer = front_.answer(request("POST", "/api/echo", "{}"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(body_of(answer),
              AllOf(HasSubstr(R"("code":"invalid-argument")"), HasSubstr(R"("field":"text")")));
}

TEST_F(FrontTest, WhatIsNotTheirsIsRefusedToOthers) {
  log_in();
  Request form = request("POST", "/api/echo", "text=x");
  form.headers[2].value = "application/x-www-form-urlencoded";
  EXPECT_EQ(front_.answer(form).status, 415);
  Request other = request("POST", "/api/echo");
  other.headers[1].value = "https://evil.example";
  EXPECT_EQ(front_.answer(other).status, 403);
  Request unmarked = request("POST", "/api/echo");
  std::erase_if(unmarked.headers, [](const Header& each) { return each.name == "Coffer-Token"; });
  EXPECT_EQ(front_.answer(unmarked).status, 403);
  Request rebound = request("GET", "/");
  rebound.headers[0].value = "evil.example";
  EXPECT_EQ(front_.answer(rebound).status, 421);
  EXPECT_EQ(front_.answer(request("PUT", "/api/echo")).status, 405);
  EXPECT_EQ(front_.answer(request("OPTIONS", "/api/echo")).status, 405);
  EXPECT_EQ(front_.answer(request("POST", "/launch", R"({"token": "guess"})")).status, 401);
  EXPECT_EQ(front_.answer(request("POST", "/launch", "no json")).status, 401);
}

}  // namespace
}  // namespace coffer::page
