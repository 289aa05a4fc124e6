#include "runner/redirects.h"

#include <gtest/gtest.h>

#include "base/encoding.h"

namespace coffer::runner {
namespace {

std::string text(const Secret& secret) {
  return secret.expose([](std::string_view bytes) { return std::string(bytes); });
}

// What postman-request 2.88.1-postman.40 does (lib/redirect.js).
struct Case {
  const char* name;
  const char* method;
  const char* from;
  int status;
  const char* location;  // null: none
  RedirectRules rules;
  const char* to_method;  // null: not followed
  const char* to;
  bool drop_body, origin_changed, host_changed, strip_authorization, downgrade;
};

constexpr RedirectRules kPlain{};
constexpr RedirectRules kOriginal{.follow_original_method = true, .follow_authorization_header = false};
constexpr RedirectRules kAuthorized{.follow_original_method = false, .follow_authorization_header = true};

class RedirectTable : public ::testing::TestWithParam<Case> {};

TEST_P(RedirectTable, DecidesAsPostmanDoes) {
  const Case& expected = GetParam();
  const auto location = expected.location ? std::optional<std::string_view>(expected.location) : std::nullopt;
  const auto result = redirect_of(expected.method, expected.from, expected.status, location, expected.rules);
  ASSERT_TRUE(result.ok()) << result.error().what;
  ASSERT_EQ(result->has_value(), expected.to_method != nullptr);
  if (expected.to_method == nullptr) return;
  const Redirect& redirect = **result;
  EXPECT_EQ(redirect.method, expected.to_method);
  EXPECT_EQ(text(redirect.url), expected.to);
  EXPECT_EQ(redirect.drop_body, expected.drop_body);
  EXPECT_EQ(redirect.origin_changed, expected.origin_changed);
  EXPECT_EQ(redirect.host_changed, expected.host_changed);
  EXPECT_EQ(redirect.strip_authorization, expected.strip_authorization);
  EXPECT_EQ(redirect.downgrade, expected.downgrade);
}

constexpr const char* kA = "https://a.example/p/q?x=1";
constexpr Case kCases[] = {
    {"Ok", "GET", kA, 200, "/n", kPlain, nullptr, nullptr, false, false, false, false, false},
    {"NoLocation", "GET", kA, 302, nullptr, kPlain, nullptr, nullptr, false, false, false, false, false},
    {"EmptyLocation", "GET", kA, 302, " ", kPlain, nullptr, nullptr, false, false, false, false, false},
    {"Get302", "GET", kA, 302, "/n", kPlain, "GET", "https://a.example/n", true, false, false, false, false},
    {"Post301", "POST", kA, 301, "/n", kPlain, "GET", "https://a.example/n", true, false, false, false,
     false},
    {"Put303", "PUT", kA, 303, "n", kPlain, "GET", "https://a.example/p/n", true, false, false, false, false},
    {"Head302", "HEAD", kA, 302, "/n", kPlain, "HEAD", "https://a.example/n", true, false, false, false,
     false},
    {"Post307", "POST", kA, 307, "/n", kPlain, "POST", "https://a.example/n", false, false, false, false,
     false},
    {"Delete308", "DELETE", kA, 308, "/n", kPlain, "DELETE", "https://a.example/n", false, false, false,
     false, false},
    {"Post302Original", "POST", kA, 302, "/n", kOriginal, "POST", "https://a.example/n", false, false, false,
     false, false},
    {"OtherHost", "GET", kA, 302, "https://b.example/n", kPlain, "GET", "https://b.example/n", true, true,
     true, true, false},
    {"OtherHostAuthorized", "GET", kA, 302, "https://b.example/n", kAuthorized, "GET", "https://b.example/n",
     true, true, true, false, false},
    {"NetworkPath", "GET", kA, 302, "//b.example/n", kPlain, "GET", "https://b.example/n", true, true, true,
     true, false},
    {"OtherPortKeepsAuthorization", "GET", kA, 302, "https://a.example:8443/n", kPlain, "GET",
     "https://a.example:8443/n", true, true, false, false, false},
    {"Downgrade", "GET", kA, 302, "http://a.example/n", kPlain, "GET", "http://a.example/n", true, true,
     false, false, true},
    {"Upgrade", "GET", "http://a.example/", 302, "https://a.example/n", kPlain, "GET", "https://a.example/n",
     true, true, false, false, false},
};
INSTANTIATE_TEST_SUITE_P(Postman, RedirectTable, ::testing::ValuesIn(kCases),
                         [](const auto& tested) { return tested.param.name; });

TEST(RedirectTest, RefusesALocationThatIsNoHttpUrl) {
  for (const char* location : {"ftp://a.example/", "https://"}) {
    const auto result = redirect_of("GET", kA, 302, location, kPlain);
    ASSERT_FALSE(result.ok()) << location;
    EXPECT_EQ(result.error().code, ErrorCode::kInvalidArgument);
  }
}

TEST(RedirectTest, DropsTheBodyWithAllThatDescribesIt) {
  http::Request request;
  request.method = "POST";
  request.url = Secret(kA);
  request.body = Secret("data");
  for (const char* name :
       {"Content-Type", "content-length", "Content-Encoding", "X-Keep", "Authorization", "Cookie", "Host"})
    request.add_header(name, "v");
  auto redirect = redirect_of("POST", kA, 302, "https://b.example/", kPlain);
  ASSERT_TRUE(redirect.ok() && redirect->has_value());
  apply(**redirect, request);
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(text(request.url), "https://b.example/");
  EXPECT_TRUE(std::holds_alternative<std::monostate>(request.body));
  ASSERT_EQ(request.headers.size(), 1U);
  EXPECT_EQ(request.headers[0].name, "X-Keep");
}

}  // namespace
}  // namespace coffer::runner
