#include "postman/write.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "postman/collection.h"
#include "postman/live_scope.h"

namespace coffer::postman {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

const ExportStamp kStamp{WallTime(std::chrono::milliseconds(1700000000123)), "Coffer/test"};

std::string write(const VariableFile& file, const Scope& now,
                  VariableKind kind = VariableKind::kEnvironment) {
  crypto::SeededRandom random(1);
  return write_variables(file, now, kind, kStamp, random);
}

constexpr std::string_view kEnvironment = R"({
  "note": {"own": [1, 2]},
  "id": "e-1",
  "name": "Staging",
  "values": [
    {"description": "where", "key": "host", "value": "a.example", "enabled": true},
    {"key": "count", "value": 3, "type": "number", "enabled": true},
    {"key": "token", "value": "{{vault:token}}", "type": "secret", "enabled": true},
    {"key": "host", "value": "off.example", "enabled": false},
    {"key": "gone", "value": "x"},
    "odd"
  ],
  "_postman_exported_at": "old"
})";

TEST(WriteVariables, ChangesTheDocumentOnlyWhereAVariableChanged) {
  auto file = parse_variable_file(kEnvironment);
  ASSERT_TRUE(file.ok());
  std::vector<Variable> left = file->scope.all();
  std::erase_if(left, [](const Variable& variable) { return variable.key == "gone"; });
  Scope now(std::move(left));
  now.set("host", "b.example");
  now.set("new", "1");
  EXPECT_EQ(write(*file, now), R"({
  "note": {
    "own": [
      1,
      2
    ]
  },
  "id": "e-1",
  "name": "Staging",
  "values": [
    {
      "description": "where",
      "key": "host",
      "value": "b.example",
      "enabled": true
    },
    {
      "key": "count",
      "value": 3,
      "type": "number",
      "enabled": true
    },
    {
      "key": "token",
      "value": "{{vault:token}}",
      "type": "secret",
      "enabled": true
    },
    {
      "key": "host",
      "value": "off.example",
      "enabled": false
    },
    "odd",
    {
      "key": "new",
      "value": "1",
      "type": "any",
      "enabled": true
    }
  ],
  "_postman_exported_at": "2023-11-14T22:13:20.123Z",
  "_postman_variable_scope": "environment",
  "_postman_exported_using": "Coffer/test"
})");
}

TEST(WriteVariables, MakesAFileWhereThereWasNone) {
  const std::string text = write({}, Scope(), VariableKind::kGlobals);
  const auto again = parse_variable_file(text);
  ASSERT_TRUE(again.ok()) << text;
  EXPECT_EQ(again->name, "globals");
  EXPECT_THAT(again->id, MatchesRegex("[0-9a-f-]{36}"));
  EXPECT_THAT(text, HasSubstr("\"values\": []"));
  EXPECT_THAT(text, HasSubstr("\"_postman_variable_scope\": \"globals\""));
}

TEST(WriteVariables, KeepsVariablesOfOneNameApart) {
  auto file = parse_variable_file(R"({"values": [{"key": "a", "value": "1"}, {"key": "a", "value": "2"}]})");
  ASSERT_TRUE(file.ok());
  Scope now = file->scope;
  now.set("a", "3");
  const auto again = parse_variable_file(write(*file, now));
  ASSERT_EQ(again->scope.all().size(), 2U);
  EXPECT_EQ(again->scope.all()[0].value, "1");
  EXPECT_EQ(again->scope.all()[1].value, "3");
}

TEST(WriteCollection, KeepsDescriptionsAndMembersThatCofferDoesNotKnow) {
  const auto collection = parse_collection(R"({
    "future": {"b": 1, "a": [true, null]},
    "info": {"name": "C", "description": {"content": "long", "type": "text/markdown"}},
    "item": [{"name": "r", "request": {"url": "http://h", "description": "what it does", "x-own": 0.5}, "response": []}],
    "variable": [{"key": "v", "value": "1", "description": "kept"}]
  })");
  ASSERT_TRUE(collection.ok());
  Scope now(collection->root.variables);
  now.set("v", "2");
  now.set("w", "{{vault:w}}");
  json::Value expected = collection->source;
  json::Array& list = expected.get_object()["variable"].get_array();
  list[0].get_object()["value"] = "2";
  list.push_back(json::Object{{"key", "w"}, {"value", "{{vault:w}}"}, {"type", "any"}});
  expected.get_object()["_postman_exported_at"] = "2023-11-14T22:13:20.123Z";
  expected.get_object()["_postman_exported_using"] = "Coffer/test";
  EXPECT_EQ(write_collection(*collection, scope_values(json::find_array(collection->source, "variable"), now),
                             kStamp),
            json::dump_pretty(expected));
}

// What scripts set has its JSON type, as in Newman; what was marked as secret says so.
TEST(WriteVariables, ValuesOfScriptsKeepTheirTypes) {
  auto file = parse_variable_file(
      R"({"id": "e", "name": "E", "values": [{"key": "n", "value": 1}, {"key": "u", "more": 1}]})");
  LiveScope scope(*file);
  scope.replace(
      *json::parse(R"({"values": [{"key": "n", "value": "x-secret"}, {"key": "o", "value": {"a": 1}},
                                 {"key": "z", "value": null}, {"key": "u"}, {"key": "w"}]})"),
      [](std::string_view text) { return text == "x-secret"; });
  crypto::SeededRandom random(1);
  const auto written =
      json::parse(write_variables(*file, scope.values(), VariableKind::kEnvironment, kStamp, random));
  EXPECT_EQ(
      json::dump(written->at("values")),
      R"([{"key":"n","value":"x-secret","type":"secret"},{"key":"u","more":1},)"
      R"({"key":"o","value":{"a":1},"type":"any","enabled":true},)"
      R"({"key":"z","value":null,"type":"any","enabled":true},{"key":"w","type":"any","enabled":true}])");
}

TEST(WriteCollection, AddsNoListOfVariablesWhereNoneIsNeeded) {
  const auto collection = parse_collection(R"({"info": {"name": "C"}, "item": []})");
  ASSERT_TRUE(collection.ok());
  EXPECT_THAT(write_collection(*collection, json::Array(), kStamp), Not(HasSubstr("\"variable\"")));
}

}  // namespace
}  // namespace coffer::postman
