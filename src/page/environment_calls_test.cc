#include "page/environment_calls.h"

#include <gtest/gtest.h>

#include "page/testing/folder_calls_world.h"

namespace coffer::page {
namespace {

constexpr const char* kPath = "e.json";
constexpr std::string_view kEnvironment = R"({
  "id": "1",
  "name": "Local",
  "values": [
    {"key": "host", "value": "h", "type": "default", "enabled": true},
    {"key": "port", "value": 8080, "description": "kept"},
    {"key": "token", "value": "{{vault:token}}", "type": "secret", "enabled": false},
    {"key": "old", "value": "x", "disabled": true}
  ],
  "_postman_variable_scope": "environment"
})";

class EnvironmentCallsTest : public testing::Test, protected FolderCallsWorld {
 protected:
  EnvironmentCallsTest() { write(kPath, kEnvironment); }
  json::Object read() {
    json::Object arguments = said("environments/read", {{"path", kPath}}).as_object();
    arguments["path"] = kPath;
    return arguments;
  }
  std::string replaced(std::string_view part, std::string_view by) {
    std::string changed(kEnvironment);
    return changed.replace(changed.find(part), part.size(), by);
  }
};

TEST_F(EnvironmentCallsTest, IsReadAsTexts) {
  EXPECT_EQ(json::dump(read().at("values")),
            R"([{"key":"host","value":"h","enabled":true,"type":"default"},)"
            R"({"key":"port","value":"8080","enabled":true,"type":"default"},)"
            R"({"key":"token","value":"{{vault:token}}","enabled":false,"type":"secret"},)"
            R"({"key":"old","value":"x","enabled":false,"type":"default"}])");
  EXPECT_EQ(read().at("name"), "Local");
}

TEST_F(EnvironmentCallsTest, SavedAsItWasReadTheFileIsTheSame) {
  said("environments/save", read());
  EXPECT_EQ(text(kPath), kEnvironment);
}

TEST_F(EnvironmentCallsTest, OnlyWhatDiffersIsWritten) {
  json::Object changed = read();
  changed.at("values").at(1).at("value") = "9090";
  said("environments/save", changed);
  EXPECT_EQ(text(kPath), replaced(R"("value": 8080)", R"("value": "9090")"));
}

TEST_F(EnvironmentCallsTest, VariablesAreRenamedSwitchedAddedAndRemoved) {
  json::Object changed = read();
  json::Array& values = changed.at("values").as_array();
  values[1].at("key") = "renamed";
  values[3].at("enabled") = true;
  values.erase(values.begin());
  values.push_back(json::Object{{"key", "new"}, {"value", "n"}, {"enabled", true}, {"type", "default"}});
  changed["name"] = "Other";
  said("environments/save", changed);
  const std::string now = text(kPath);
  EXPECT_NE(now.find(R"({"key": "renamed", "value": 8080, "description": "kept"})"), std::string::npos)
      << now;
  EXPECT_NE(now.find(R"({"key": "old", "value": "x", "enabled": true})"), std::string::npos) << now;
  EXPECT_NE(now.find(R"("name": "Other")"), std::string::npos) << now;
  EXPECT_EQ(now.find(R"("host")"), std::string::npos) << now;
  EXPECT_EQ(json::dump(read().at("values")), json::dump(changed.at("values")));
}

TEST_F(EnvironmentCallsTest, AConflictAndWrongValuesAreRefused) {
  json::Object late = read();
  write(kPath, replaced("Local", "Theirs"));
  EXPECT_EQ(error("environments/save", late).code, ErrorCode::kConflict);
  json::Object wrong = read();
  wrong["values"] = json::Array{json::Object{{"value", "without a key"}}};
  EXPECT_EQ(error("environments/save", wrong).field, "values");
  wrong["values"] = "text";
  EXPECT_EQ(error("environments/save", wrong).field, "values");
  EXPECT_EQ(read().at("name"), "Theirs");
}

TEST_F(EnvironmentCallsTest, TheOldestGlobalsAreABareList) {
  write(kPath, R"([{"key": "a", "value": "1", "enabled": true}])");
  json::Object changed = read();
  changed.at("values").at(0).at("value") = "2";
  said("environments/save", changed);
  EXPECT_EQ(text(kPath), R"([{"key": "a", "value": "2", "enabled": true}])");
}

TEST_F(EnvironmentCallsTest, NewOnesAreFilesOfTheFolder) {
  EXPECT_EQ(text(said("environments/create", {{"name", "Test"}}), "path"), "Test.postman_environment.json");
  EXPECT_EQ(text(said("environments/create", {{"name", "G"}, {"globals", true}}), "path"),
            "G.postman_globals.json");
  const json::Value state = said("folder/state");
  EXPECT_EQ(text(state.at("files").at(0), "kind"), "globals");
  EXPECT_EQ(text(state.at("files").at(1), "kind"), "environment");
  EXPECT_EQ(error("environments/create", {{"name", ""}}).field, "name");
}

}  // namespace
}  // namespace coffer::page
