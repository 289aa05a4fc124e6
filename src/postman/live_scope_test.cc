#include "postman/live_scope.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace coffer::postman {
namespace {

bool is_secret(std::string_view text) { return text.find("sk-live") != std::string_view::npos; }

VariableFile file(std::string_view text) { return *parse_variable_file(text); }

TEST(LiveScope, HasTheValuesOfItsFileWithTheirTypes) {
  VariableFile environment = file(R"({"id": "e", "name": "E", "extra": 1, "values": [
    {"key": "n", "value": 3, "type": "number", "enabled": true}, {"key": "s", "value": "x"},
    {"key": "off", "value": "y", "enabled": false}, {"key": "token", "value": "t", "type": "secret"}]})");
  environment.scope.set("s", "changed");
  environment.scope.set("new", "z");
  const LiveScope scope(environment);
  EXPECT_EQ(json::dump(scope.document()),
            R"({"id":"e","name":"E","values":[{"key":"n","value":3,"type":"number","enabled":true},)"
            R"({"key":"s","value":"changed","type":"any","enabled":true},)"
            R"({"key":"off","value":"y","type":"any","enabled":false,"disabled":true},)"
            R"({"key":"token","value":"t","type":"secret","enabled":true},)"
            R"({"key":"new","value":"z","type":"any","enabled":true}]})");
  EXPECT_EQ(scope.scope().get("n"), "3");
  EXPECT_FALSE(scope.scope().get("off"));
}

TEST(LiveScope, TakesWhatAScriptLeft) {
  LiveScope scope(file(R"({"id": "e", "name": "E", "values": [{"key": "a", "value": "1"}]})"));
  scope.replace(*json::parse(R"({"id": "other", "values": [{"key": "b", "value": {"x": 1}}, {"key": "c"},
                                  {"key": "off", "value": 1, "disabled": true}, 7]})"),
                is_secret);
  EXPECT_EQ(json::dump(scope.document()),
            R"({"id":"e","name":"E","values":[{"key":"b","value":{"x":1},"type":"any","enabled":true},)"
            R"({"key":"c","type":"any","enabled":true},)"
            R"({"key":"off","value":1,"type":"any","enabled":false,"disabled":true}]})");
  EXPECT_FALSE(scope.scope().get("a"));
  EXPECT_EQ(scope.scope().get("b"), "[object Object]");
  scope.replace(json::Value(7), is_secret);
  EXPECT_EQ(scope.values().size(), 3U) << "what is no scope changes nothing";
}

// Issue 4: a value that a script puts into an environment is marked as secret.
TEST(LiveScope, MarksWhatIsSecretAndKeepsTheMark) {
  LiveScope scope(file(R"({"values": [{"key": "token", "value": "t", "type": "secret"}]})"));
  scope.replace(*json::parse(R"({"values": [{"key": "token", "value": "other", "type": "any"},
                                 {"key": "key", "value": "Bearer sk-live-1"}, {"key": "plain", "value": "1"},
                                 {"key": "deep", "value": {"k": ["sk-live-1"]}}]})"),
                is_secret);
  std::vector<std::string> types;
  for (const json::Value& entry : scope.values())
    types.emplace_back(json::find_string(entry, "type").value_or(""));
  EXPECT_THAT(types, testing::ElementsAre("secret", "secret", "any", "secret"));
  EXPECT_TRUE(scope.scope().all()[1].secret);
}

}  // namespace
}  // namespace coffer::postman
