#include "agent/user_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"
#include "base/testing/temporary_folder.h"

namespace coffer::agent {
namespace {

class UserSettingsTest : public testing::Test {
 protected:
  void write(const std::string& text) {
    ASSERT_TRUE(make_private_folder(user_settings_file(environment_).parent_path()));
    ASSERT_TRUE(replace_file(user_settings_file(environment_), text));
  }

  TemporaryFolder folder_;
  Environment environment_{{{"HOME", folder_.path().string()}}};
};

TEST_F(UserSettingsTest, NothingIsSetWithoutAFile) {
  const auto settings = load_user_settings(environment_);
  ASSERT_TRUE(settings);
  EXPECT_FALSE(settings->agent_idle);
  EXPECT_TRUE(settings->page.empty());
}

TEST_F(UserSettingsTest, WhatIsNotKnownStays) {
  write(R"({"later": 1, "agent_idle_minutes": 5, "page": {"theme": "dark"}})");
  auto settings = load_user_settings(environment_);
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->agent_idle, std::chrono::minutes(5));
  EXPECT_EQ(settings->page.at("theme").as_string(), "dark");
  settings->agent_idle.reset();
  ASSERT_TRUE(save_user_settings(environment_, *settings));
  const auto kept = json::parse(read_file(user_settings_file(environment_)).value()).value();
  EXPECT_EQ(kept, json::parse(R"({"later": 1, "page": {"theme": "dark"}})").value());
}

TEST_F(UserSettingsTest, ADamagedFileIsNotWrittenOver) {
  for (const char* text :
       {"{", "[]", R"({"agent_idle_minutes": -1})", R"({"agent_idle_minutes": "5"})", R"({"page": 3})"}) {
    write(text);
    EXPECT_EQ(load_user_settings(environment_).error().code, ErrorCode::kMalformed) << text;
  }
  write("{");
  EXPECT_FALSE(save_user_settings(environment_, {}));
  EXPECT_EQ(read_file(user_settings_file(environment_)).value(), "{");
}

}  // namespace
}  // namespace coffer::agent
