#include "report/exports.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "json/json.h"
#include "report/testing/sample_run.h"

namespace coffer::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ExportsTest : public ::testing::Test {
 protected:
  ExportParts parts() { return {&sample_.redactor, &sample_.random, &sample_.clock, "Coffer/test"}; }
  SampleRun sample_;
};

TEST_F(ExportsTest, AnEnvironmentIsReadAgainAsItWas) {
  const auto file = postman::parse_variable_file(
      R"({"id": "e1", "name": "Staging", "values": [{"key": "a", "value": "1"}, {"key": "off", "value": "2", "enabled": false},
          {"key": "s", "value": "own", "type": "secret"}]})");
  const std::string text = variables_export(*file, "environment", parts());
  EXPECT_THAT(text, HasSubstr("\"_postman_variable_scope\": \"environment\""));
  EXPECT_THAT(text, HasSubstr("\"_postman_exported_at\": \"2026-09-21T"));
  EXPECT_THAT(text, HasSubstr("\"_postman_exported_using\": \"Coffer/test\""));
  const auto again = postman::parse_variable_file(text);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->id, "e1");
  EXPECT_EQ(again->name, "Staging");
  ASSERT_EQ(again->scope.all().size(), 3U);
  EXPECT_EQ(again->scope.get("a"), "1");
  EXPECT_EQ(again->scope.get("s"), "own");
}

TEST_F(ExportsTest, AScopeWithoutANameIsCalledByItsKind) {
  EXPECT_THAT(variables_export({}, "globals", parts()), HasSubstr("\"name\": \"globals\""));
}

TEST_F(ExportsTest, ACollectionKeepsItsReferencesAndNoValue) {
  sample_.run({});
  sample_.collection.source.as_object()["note"] = std::string("echoed ") + kPlanted;
  const std::string text = collection_export(sample_.collection, parts());
  EXPECT_THAT(text, HasSubstr("{{vault:password}}"));
  EXPECT_THAT(text, HasSubstr("echoed {{vault:key}}"));
  EXPECT_THAT(text, Not(HasSubstr("pl4nted")));
  EXPECT_TRUE(postman::parse_collection(text).ok());
}

}  // namespace
}  // namespace coffer::report
