#include "postman/script_digest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "postman/collection.h"

namespace coffer::postman {
namespace {

using testing::ElementsAre;

// ' stands for " in all of them.
Collection collection_of(const std::string& members, const std::string& name = "C") {
  std::string text =
      "{'info': {'name': '" + name +
      "', 'schema': 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json'}, " + members +
      "}";
  std::ranges::replace(text, '\'', '"');
  auto collection = parse_collection(text);
  EXPECT_TRUE(collection) << to_string(collection.error());
  return std::move(*collection);
}

std::string event(const std::string& listen, const std::string& exec, const std::string& more = "") {
  return "{'listen': '" + listen + "', 'script': {'id': 'x', 'exec': " + exec + "}" + more + "}";
}

std::string item(const std::string& name, const std::string& events,
                 const std::string& request = "'https://a.example'") {
  return "{'name': '" + name + "', 'request': " + request + ", 'event': [" + events + "]}";
}

std::string digest(const std::string& events, const std::string& more = "") {
  return script_digest(collection_of("'item': [" + item("R", events) + "]" + more));
}

const std::string kA = event("test", "['a()']");
const std::string kB = event("test", "['b()']");

TEST(ScriptDigest, ChangesWithTheCodeAndWithWhenItRuns) {
  const std::set<std::string> digests = {
      digest(""),
      digest(kA),
      digest(kB),
      digest(kA + "," + kB),
      digest(kB + "," + kA),
      digest(event("test", "['a()', 'b()']")),
      digest(event("prerequest", "['a()']")),
      digest(event("test", "['a()']", ", 'disabled': true")),
      digest("", ", 'event': [" + kA + "," + kB + "," + kA + "]"),
      digest("{'listen': 'test', 'script': {'src': 'https://a.example/x.js'}}"),
      digest("{'listen': 'test', 'script': {'src': 'https://a.example/x.js', 'exec': ['a()']}}"),
  };
  EXPECT_EQ(digests.size(), 11U);
  for (const std::string& each : digests) EXPECT_EQ(each.size(), 64U);
}

TEST(ScriptDigest, HoldsThroughChangesOfRequestsNamesAndVariables) {
  const std::string other = item("S", kA, "{'method': 'POST', 'url': 'https://b.example'}");
  EXPECT_EQ(digest(kA), script_digest(collection_of("'item': [" + other + "]", "D")));
  EXPECT_EQ(digest(kA), digest(kA, ", 'variable': [{'key': 'a', 'value': 'b'}]"));
  EXPECT_EQ(digest(kA), digest(kA + "," + event("prerequest", "['', ' ']")));
}

TEST(ScriptDigest, TakesACodeForTheSameInWhateverFormItIsWritten) {
  const std::string lines = digest(event("test", "['a()', 'b()']"));
  EXPECT_EQ(lines, digest(event("test", "'a()\\nb()'")));
  EXPECT_EQ(lines, digest("{'listen': 'test', 'script': 'a()\\nb()'}"));
  EXPECT_EQ(lines, digest("{'listen': 'test', 'script': ['a()', 'b()']}"));
}

TEST(ScriptDigest, DoesNotTakeOneListOfScriptsForAnother) {
  const std::string two = digest(event("test", "'a'") + "," + event("test", "'b'"));
  EXPECT_NE(two, digest(event("test", "'a+4:test1:b'")));
  EXPECT_NE(two, digest(event("test", "'ab'")));
}

TEST(ScriptDigest, NamesThePlacesThatHaveScripts) {
  const std::string inner = item("I", kA + "," + event("prerequest", "'b()'"));
  const std::string folder =
      "{'name': 'F', 'event': [" + event("prerequest", "'c()'") + "], 'item': [" + inner + "]}";
  const std::string none =
      item("B", event("test", "['']") + "," + event("test", "'off()'", ", 'disabled': true"));
  std::vector<std::string> places;
  for (const ScriptPlace& place :
       script_places(collection_of("'item': [" + folder + "," + none + "], 'event': [" + kA + "]"))) {
    places.push_back(place.path + ":");
    for (const std::string& listen : place.listens) places.back() += " " + listen;
  }
  EXPECT_THAT(places, ElementsAre(": test", "F: prerequest", "F / I: test prerequest"));
}

}  // namespace
}  // namespace coffer::postman
