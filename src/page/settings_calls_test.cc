#include "page/settings_calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "page/testing/call_test.h"

namespace coffer::page {
namespace {

using testing::Contains;

class SettingsCallsTest : public CallTest {
 protected:
  SettingsCallsTest() { settings_calls_.add_to(calls_); }

  json::Value setting(const std::string& name) {
    const json::Value all = said("settings/get");
    const json::Value* found = json::find(all, name);
    return found != nullptr ? *found : json::Value("missing");
  }

  SettingsCalls settings_calls_{desk_, events_};
};

TEST_F(SettingsCallsTest, EachIsSetAndTakenBack) {
  make_vault();
  EXPECT_EQ(setting("cache_minutes"), 60);
  said("settings/set", R"({"cache_minutes": 5, "theme": "dark", "agent_idle_minutes": 0, "mask": false})");
  EXPECT_EQ(setting("cache_minutes"), 5);
  EXPECT_EQ(setting("theme"), "dark");
  EXPECT_EQ(setting("agent_idle_minutes"), 0);
  EXPECT_EQ(setting("mask"), false);
  EXPECT_THAT(told(), Contains("settings"));
  said("settings/set", R"({"cache_minutes": null, "theme": null, "agent_idle_minutes": null})");
  EXPECT_EQ(setting("cache_minutes"), 60);
  EXPECT_EQ(setting("theme"), "system");
  EXPECT_EQ(setting("agent_idle_minutes"), 60);
  EXPECT_EQ(setting("mask"), false) << "what was not given stays";
  EXPECT_EQ(text(setting("defaults"), "theme"), "system");
}

TEST_F(SettingsCallsTest, OneThatIsWrongIsNamedAndChangesNothing) {
  make_vault();
  for (const auto& [name, value] : {std::pair("cache_minutes", "-1"),
                                    {"cache_minutes", "\"5\""},
                                    {"agent_idle_minutes", "100000"},
                                    {"theme", "1"}})
    EXPECT_EQ(wrong_field("settings/set", std::string(R"({"mask": false, ")") + name + "\": " + value + "}"),
              name);
  EXPECT_EQ(setting("mask"), true);
}

TEST_F(SettingsCallsTest, ALockedVaultKeepsItsOwnToItself) {
  make_vault();
  ASSERT_TRUE(desk_.lock());
  EXPECT_TRUE(setting("cache_minutes").is_null());
  EXPECT_EQ(make("settings/set", R"({"cache_minutes": 5})").error().code, ErrorCode::kVaultLocked);
  said("settings/set", R"({"theme": "light"})");
  EXPECT_EQ(setting("theme"), "light");
}

TEST_F(SettingsCallsTest, GrantsAreListedAndRevoked) {
  const std::string path = (desk_.folder_.path() / "c.json").string();
  ASSERT_TRUE(replace_file(path, R"({"info": {"name": "c", "schema":
      "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": []})"));
  const std::string begin = R"({"collection": ")" + path + R"(", "granted": )";
  const auto granted = [&] {
    const json::Value all = setting("grants");
    return all.as_array().empty() ? json::Value() : *json::find(all.as_array()[0], "granted");
  };
  said("grants/set", begin + "true}");
  EXPECT_EQ(granted(), true);
  said("grants/set", begin + "false}");
  EXPECT_EQ(granted(), false);
  said("grants/set", begin + "null}");
  EXPECT_TRUE(granted().is_null());
  EXPECT_EQ(make("grants/set", R"({"collection": "/no/such", "granted": true})").error().code,
            ErrorCode::kNotFound);
}

}  // namespace
}  // namespace coffer::page
