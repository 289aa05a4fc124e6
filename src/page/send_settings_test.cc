#include "page/send_settings.h"

#include <gtest/gtest.h>

#include "agent/user_settings.h"
#include "base/files.h"
#include "base/testing/temporary_folder.h"

namespace coffer::page {
namespace {

class SendSettingsTest : public testing::Test {
 protected:
  Result<void> change(const std::string& changes) {
    COFFER_ASSIGN(agent::UserSettings user, agent::load_user_settings(environment_));
    COFFER_TRY(change_page_settings(user.page, json::parse(changes).value()));
    return agent::save_user_settings(environment_, user);
  }
  PageSettings settings() { return load_page_settings(environment_).value(); }

  TemporaryFolder folder_;
  Environment environment_{{{"HOME", folder_.path().string()}}};
};

TEST_F(SendSettingsTest, ScriptsAreOffUntilSwitchedOn) {
  EXPECT_FALSE(settings().scripts);
  ASSERT_TRUE(change(R"({"scripts": true})"));
  EXPECT_TRUE(settings().scripts);
  ASSERT_TRUE(change(R"({"scripts": null})"));
  EXPECT_FALSE(settings().scripts);
}

TEST_F(SendSettingsTest, WhatIsSetReachesARequest) {
  const std::string ca_file = (folder_.path() / "ca.pem").string();
  ASSERT_TRUE(replace_file(ca_file, "certificates"));
  ASSERT_TRUE(change(R"({"proxy": "socks5h://localhost:9", "request_timeout_ms": 1500, "verify_tls": false,
                         "connect_timeout_ms": 10, "max_redirects": 3, "follow_redirects": false, "ca_file": ")" +
                     ca_file + "\"}"));
  const http::SendOptions options = send_options(settings());
  EXPECT_EQ(options.proxy, "socks5h://localhost:9");
  EXPECT_EQ(options.timeout.count(), 1500);
  EXPECT_EQ(options.connect_timeout.count(), 10);
  EXPECT_FALSE(options.tls.verify);
  EXPECT_EQ(options.tls.ca_file, ca_file);
  EXPECT_EQ(settings().max_redirects, 3);
  EXPECT_FALSE(settings().follow_redirects);
}

TEST_F(SendSettingsTest, NoProxyIsAnotherThanTheEnvironments) {
  EXPECT_EQ(send_options(settings()).proxy, std::nullopt);
  ASSERT_TRUE(change(R"({"proxy": "none"})"));
  EXPECT_EQ(send_options(settings()).proxy, "");
}

TEST_F(SendSettingsTest, OneThatIsWrongChangesNone) {
  for (const auto& [name, value] : {std::pair("theme", "\"pink\""),
                                    {"proxy", "\"two words\""},
                                    {"proxy", "\"http://me:word@proxy:1\""},
                                    {"proxy", "\"ftp://proxy\""},
                                    {"ca_file", "\"/no/such/file\""},
                                    {"scripts", "1"},
                                    {"request_timeout_ms", "-1"},
                                    {"max_redirects", "1.5"},
                                    {"connect_timeout_ms", "\"3\""}}) {
    const auto changed = change(std::string(R"({"mask": false, ")") + name + "\": " + value + "}");
    ASSERT_FALSE(changed) << name << value;
    EXPECT_EQ(changed.error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(changed.error().field, name);
  }
  EXPECT_TRUE(settings().mask);
}

TEST_F(SendSettingsTest, WhatALaterVersionWroteIsLeftAlone) {
  agent::UserSettings user;
  user.page = {{"theme", "sepia"}, {"zoom", 2}};
  ASSERT_TRUE(agent::save_user_settings(environment_, user));
  EXPECT_EQ(settings().theme, "system");
  ASSERT_TRUE(change(R"({"mask": false})"));
  EXPECT_EQ(agent::load_user_settings(environment_)->page.at("zoom"), 2);
}

}  // namespace
}  // namespace coffer::page
