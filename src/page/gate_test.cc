#include "page/gate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace coffer::page {
namespace {

using namespace std::chrono_literals;
using Verdict = Gate::Verdict;

constexpr const char* kHost = "coffer-0123456789abcdef.localhost:8123";
constexpr const char* kOrigin = "http://coffer-0123456789abcdef.localhost:8123";

class GateTest : public testing::Test {
 protected:
  // What the page itself sends.
  Request call(std::vector<Header> instead = {}) const {
    Request request{"POST",
                    "/api/vault",
                    {{"Host", kHost},
                     {"Origin", kOrigin},
                     {"Sec-Fetch-Site", "same-origin"},
                     {"Cookie", cookie_},
                     {"Coffer-Token", std::string(gate_.call_token())}},
                    Secret()};
    for (const Header& header : instead) {
      std::erase_if(request.headers, [&](const Header& each) { return each.name == header.name; });
      if (!header.value.empty()) request.headers.push_back(header);
    }
    return request;
  }
  std::string log_in() {
    const auto set = gate_.launch(gate_.new_launch_token());
    return set ? set->substr(0, set->find(';')) : "";
  }

  FakeClock clock_{WallTime(0ms)};
  crypto::SeededRandom random_{7};
  Gate gate_{random_, clock_, kHost};
  std::string cookie_ = log_in();
};

TEST_F(GateTest, ThePageItselfIsWelcome) {
  EXPECT_EQ(gate_.check_call(call()), Verdict::kWelcome);
  EXPECT_EQ(gate_.check_call(call({{"Cookie", "theme=dark; " + cookie_ + "; x=y"}})), Verdict::kWelcome);
  EXPECT_EQ(gate_.check_call(call({{"Sec-Fetch-Site", ""}})), Verdict::kWelcome) << "an older browser";
  EXPECT_EQ(gate_.check_events(call({{"Origin", ""}})), Verdict::kWelcome);
}

TEST_F(GateTest, ATokenLaunchesOnce) {
  const std::string token = gate_.new_launch_token();
  const auto set = gate_.launch(token);
  ASSERT_TRUE(set);
  EXPECT_THAT(*set,
              testing::MatchesRegex("coffer_session=[A-Za-z0-9_-]{43}; HttpOnly; SameSite=Strict; Path=/"));
  EXPECT_FALSE(gate_.launch(token));
  EXPECT_FALSE(gate_.launch(""));
  EXPECT_FALSE(gate_.launch("nonsense"));
}

TEST_F(GateTest, ATokenThatNobodyUsedGetsOld) {
  const std::string token = gate_.new_launch_token(), other = gate_.new_launch_token();
  clock_.advance(Gate::kLaunchTime - 1ms);
  EXPECT_TRUE(gate_.launch(token));
  clock_.advance(1ms);
  EXPECT_FALSE(gate_.launch(other));
}

TEST_F(GateTest, ANameThatSomebodyPointedHereIsNotOurs) {
  for (const char* host : {"evil.example:8123", "127.0.0.1:8123", "localhost:8123",
                           "coffer-0123456789abcdef.localhost", "coffer-0123456789abcdef.localhost:80", ""}) {
    EXPECT_EQ(gate_.check_file(call({{"Host", host}})), Verdict::kWrongHost) << host;
    EXPECT_EQ(gate_.check_call(call({{"Host", host}})), Verdict::kWrongHost) << host;
    EXPECT_EQ(gate_.check_events(call({{"Host", host}})), Verdict::kWrongHost) << host;
  }
  Request twice = call();
  twice.headers.push_back({"host", "evil.example"});
  EXPECT_EQ(gate_.check_file(twice), Verdict::kWrongHost);
}

TEST_F(GateTest, AnotherSiteOfTheSameBrowser) {
  for (const char* origin : {"https://evil.example", "null", "http://localhost:8123",
                             "https://coffer-0123456789abcdef.localhost:8123",
                             "http://coffer-0123456789abcdef.localhost:8124", ""}) {
    EXPECT_EQ(gate_.check_call(call({{"Origin", origin}})), Verdict::kForeign) << origin;
    EXPECT_EQ(gate_.check_launch(call({{"Origin", origin}})), Verdict::kForeign) << origin;
  }
  EXPECT_EQ(gate_.check_events(call({{"Origin", "https://evil.example"}})), Verdict::kForeign);
  for (const char* site : {"cross-site", "same-site", "none"}) {
    EXPECT_EQ(gate_.check_call(call({{"Sec-Fetch-Site", site}})), Verdict::kForeign) << site;
    EXPECT_EQ(gate_.check_events(call({{"Sec-Fetch-Site", site}})), Verdict::kForeign) << site;
  }
  for (const char* into : {"iframe", "frame", "embed", "object"})
    EXPECT_EQ(gate_.check_file(call({{"Sec-Fetch-Dest", into}})), Verdict::kForeign) << into;
}

TEST_F(GateTest, WithoutTheSessionNothingIsTold) {
  const std::string value = cookie_.substr(cookie_.find('=') + 1);
  for (const std::string& cookie :
       {std::string(), std::string("coffer_session="), "coffer_session=" + value + "x",
        "coffer_session=" + value.substr(1), "coffer_sessio=" + value, "xcoffer_session=" + value, value,
        "coffer_session=\"" + value + "\""}) {
    EXPECT_EQ(gate_.check_call(call({{"Cookie", cookie}})), Verdict::kStranger) << cookie;
    EXPECT_EQ(gate_.check_events(call({{"Cookie", cookie}})), Verdict::kStranger) << cookie;
  }
  // One that another server below .localhost set beside it does not lock the user out.
  EXPECT_EQ(gate_.check_call(call({{"Cookie", "coffer_session=planted; " + cookie_}})), Verdict::kWelcome);
}

TEST_F(GateTest, ACallCarriesTheTokenThatOnlyThePageCouldRead) {
  const std::string token(gate_.call_token());
  for (const std::string& other : {std::string(), std::string("x"), token + "x", token.substr(1)}) {
    EXPECT_EQ(gate_.check_call(call({{"Coffer-Token", other}})), Verdict::kForeign) << other;
    EXPECT_EQ(gate_.check_session(call({{"Coffer-Token", other}})), Verdict::kWelcome) << other;
  }
  EXPECT_EQ(gate_.check_session(call({{"Cookie", ""}})), Verdict::kStranger);
  EXPECT_EQ(gate_.check_session(call({{"Origin", "https://evil.example"}})), Verdict::kForeign);
}

TEST_F(GateTest, EachGateHasASessionAndANameOfItsOwn) {
  Gate other(random_, clock_, kHost);
  EXPECT_EQ(other.check_call(call()), Verdict::kStranger);
  const std::string name = Gate::make_host_name(random_);
  EXPECT_THAT(name, testing::MatchesRegex("coffer-[0-9a-f]{16}\\.localhost"));
  EXPECT_NE(Gate::make_host_name(random_), name);
}

}  // namespace
}  // namespace coffer::page
