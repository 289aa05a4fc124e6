#include "postman/variables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace coffer::postman {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::MatchesRegex;

class Variables : public testing::Test {
 protected:
  FakeClock clock_{WallTime(std::chrono::milliseconds(1700000000123))};
  crypto::SeededRandom random_{7};
  Scope data_, environment_, collection_, globals_;

  Substitutor substitutor() {
    return {Scopes{&data_, &environment_, {&collection_}, &globals_}, clock_, random_};
  }
  std::string substituted(std::string_view text) {
    Substitutor substitute = substitutor();
    return substitute(text);
  }
};

TEST_F(Variables, TheNearestScopeWins) {
  globals_.set("x", "globals");
  EXPECT_EQ(substituted("{{x}}"), "globals");
  collection_.set("x", "collection");
  EXPECT_EQ(substituted("{{x}}"), "collection");
  environment_.set("x", "environment");
  EXPECT_EQ(substituted("{{x}}"), "environment");
  data_.set("x", "data");
  EXPECT_EQ(substituted("{{x}}"), "data");
}

TEST_F(Variables, TheLastEnabledOfRepeatedKeysCounts) {
  const Scope scope({{"k", "first"}, {"k", "second"}, {"k", "off", false}});
  EXPECT_EQ(scope.get("k"), "second");
  EXPECT_EQ(Scope({{"k", "off", false}}).get("k"), std::nullopt);
}

TEST_F(Variables, TheyNestAlsoInTheirNames) {
  environment_ = Scope({{"stage", "eu"}, {"url_eu", "https://{{host}}"}, {"host", "eu.example.com"}});
  EXPECT_EQ(substituted("{{url_{{stage}}}}/x"), "https://eu.example.com/x");
}

TEST_F(Variables, ThoseThatHoldThemselvesEnd) {
  environment_.set("a", "x{{a}}");
  EXPECT_EQ(substituted("{{a}}"), "xxxxxxxxxxxxxxxxxxx{{a}}");
}

TEST_F(Variables, ThoseThatGrowWithoutEndAreStopped) {
  environment_.set("a", "{{a}}{{a}}{{a}}{{a}}{{a}}{{a}}{{a}}{{a}}{{a}}{{a}}");
  EXPECT_LE(substituted("{{a}}").size(), size_t{5} << 20);
}

TEST_F(Variables, UnknownNamesStayAndAreListedOnce) {
  Substitutor substitute = substitutor();
  EXPECT_EQ(substitute("{{gone}} {{ gone}} {{$noSuchThing}} {{gone}} {x} {{}"),
            "{{gone}} {{ gone}} {{$noSuchThing}} {{gone}} {x} {{}");
  EXPECT_THAT(substitute.unresolved(), ElementsAre("gone", " gone", "$noSuchThing"));
}

TEST_F(Variables, VaultReferencesAreNeverReplaced) {
  environment_ = Scope({{"vault:key", "forged"}, {"token", "{{vault:key}}"}});
  Substitutor substitute = substitutor();
  EXPECT_EQ(substitute("{{token}} {{ vault:key }}"), "{{vault:key}} {{ vault:key }}");
  EXPECT_THAT(substitute.unresolved(), IsEmpty());
}

TEST_F(Variables, AnEmptyValueIsAValue) {
  environment_.set("empty", "");
  EXPECT_EQ(substituted("[{{empty}}]"), "[]");
}

TEST_F(Variables, DynamicOnesAreMadeAnewEachTime) {
  EXPECT_EQ(substituted("{{$timestamp}} {{$isoTimestamp}}"), "1700000000 2023-11-14T22:13:20.123Z");
  const std::string two = substituted("{{$guid}} {{$guid}}");
  EXPECT_THAT(two, MatchesRegex("[0-9a-f-]{36} [0-9a-f-]{36}"));
  EXPECT_NE(two.substr(0, 36), two.substr(37));
  for (int i = 0; i < 100; ++i) {
    const int number = std::stoi(substituted("{{$randomInt}}"));
    EXPECT_GE(number, 0);
    EXPECT_LE(number, 1000);
  }
}

TEST_F(Variables, AScopeOverridesADynamicOne) {
  globals_.set("$guid", "mine");
  EXPECT_EQ(substituted("{{$guid}}"), "mine");
}

TEST_F(Variables, OtherDynamicOnesLookAsPostmanDocumentsThem) {
  EXPECT_THAT(substituted("{{$randomIP}}"), MatchesRegex("([0-9]{1,3}\\.){3}[0-9]{1,3}"));
  EXPECT_THAT(substituted("{{$randomIPV6}}"), MatchesRegex("([0-9a-f]{4}:){7}[0-9a-f]{4}"));
  EXPECT_THAT(substituted("{{$randomMACAddress}}"), MatchesRegex("([0-9a-f]{2}:){5}[0-9a-f]{2}"));
  EXPECT_THAT(substituted("{{$randomHexColor}}"), MatchesRegex("#[0-9a-f]{6}"));
  EXPECT_THAT(substituted("{{$randomBoolean}}"), MatchesRegex("true|false"));
  EXPECT_THAT(substituted("{{$randomAlphaNumeric}}"), MatchesRegex("[0-9a-z]"));
  EXPECT_THAT(substituted("{{$randomPassword}}"), MatchesRegex("[A-Za-z0-9_]{15}"));
  EXPECT_THAT(substituted("{{$randomBankAccount}}"), MatchesRegex("[0-9]{8}"));
  EXPECT_THAT(substituted("{{$randomPrice}}"), MatchesRegex("[0-9]{1,4}\\.[0-9]{2}"));
  EXPECT_THAT(substituted("{{$randomSemver}}"), MatchesRegex("[0-9]\\.[0-9]\\.[0-9]"));
  EXPECT_THAT(substituted("{{$randomLatitude}}"), MatchesRegex("-?[0-9]{1,2}\\.[0-9]{4}"));
}

TEST(VariableFile, HoldsValuesOfEveryKind) {
  const auto file = parse_variable_file(R"({"id": "i", "name": "Local", "values": [
    {"key": "text", "value": "a"}, {"key": "number", "value": 7}, {"key": "real", "value": 0.5}, {"key": "yes", "value": true},
    {"key": "object", "value": {"a": [1, "b"]}}, {"key": "list", "value": [1, null, ["b", true]]}, {"key": "nothing", "value": null}, {"key": "absent"},
    {"key": "off", "value": "x", "enabled": false}, {"key": "hidden", "value": "s", "type": "secret"}]})");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->name, "Local");
  const Scope& scope = file->scope;
  EXPECT_EQ(scope.get("text"), "a");
  EXPECT_EQ(scope.get("number"), "7");
  EXPECT_EQ(scope.get("real"), "0.5");
  EXPECT_EQ(scope.get("yes"), "true");
  EXPECT_EQ(scope.get("object"), "[object Object]") << "as JavaScript has it";
  EXPECT_EQ(scope.get("list"), "1,,b,true");
  EXPECT_EQ(scope.get("nothing"), "null");
  EXPECT_EQ(scope.get("absent"), "");
  EXPECT_EQ(scope.get("off"), std::nullopt);
  EXPECT_TRUE(scope.all().back().secret);
}

TEST(VariableFile, OtherFilesAreRefusedByWhatTheyAre) {
  const auto collection = parse_variable_file(R"({"info": {}, "item": []})");
  ASSERT_FALSE(collection);
  EXPECT_EQ(collection.error().code, ErrorCode::kMalformed);
  EXPECT_THAT(collection.error().what, testing::HasSubstr("collection"));
  EXPECT_EQ(parse_variable_file("{").error().code, ErrorCode::kMalformed);
  EXPECT_EQ(parse_variable_file("7").error().code, ErrorCode::kMalformed);
}

}  // namespace
}  // namespace coffer::postman
