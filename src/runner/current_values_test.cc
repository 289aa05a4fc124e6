// What scripts of earlier runs left, and runs of a part of a collection: as the page has them.
#include <gmock/gmock.h>

#include "runner/testing/script_fixture.h"

namespace coffer::runner {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class CurrentValuesTest : public ScriptFixture {
 protected:
  static json::Array list(std::string key, std::string value) {
    return {json::Object{
        {"key", std::move(key)}, {"value", std::move(value)}, {"type", "any"}, {"enabled", true}}};
  }
  static const postman::Item* item(const postman::Collection& collection, size_t index) {
    return &std::get<postman::Item>(collection.root.children[index]);
  }
};

TEST_F(CurrentValuesTest, TheyCountAndGoOn) {
  const auto collection = collection_of(R"("item": [{"name": "Get", "event": [)" + event("test", "look") +
                                        R"(], "request": "https://api.example.com/{{token}}"}])");
  options_.current = {.environment = list("token", "current"), .globals = {}, .collection = {}};
  std::string seen;
  script("look") = [&](const script::ScriptJob& job, script::ScriptCalls&) {
    seen = json::dump(*job.environment);
    return script::ScriptOutcome();
  };
  const RunSummary summary = run(collection);
  EXPECT_EQ(recorder_.results[0].exchanges[0].url, "https://api.example.com/current");
  EXPECT_THAT(seen, HasSubstr("current"));
  EXPECT_THAT(json::dump(summary.environment), HasSubstr("current"));
}

// SAFETY: they are a script's work, also for an item that has no script itself (script_shaping.h).
TEST_F(CurrentValuesTest, TheySendNoSecretWhereTheCollectionDoesNot) {
  const auto collection = collection_of(R"("variable": [{"key": "base", "value": "https://good.example"}],
                       "item": [{"name": "Get", "request": "{{base}}/?k={{vault:anywhere}}"}])");
  run(collection);
  ASSERT_FALSE(recorder_.results[0].error);
  options_.current = {.environment = {}, .globals = {}, .collection = list("base", "https://evil.example")};
  vault_.is_granted = false;
  run(collection);
  ASSERT_TRUE(recorder_.results[1].error);
  EXPECT_EQ(recorder_.results[1].error->code, ErrorCode::kDomainNotAllowed);
  EXPECT_THAT(recorder_.results[1].exchanges, IsEmpty());
}

TEST_F(CurrentValuesTest, OnlyWhatIsChosenIsRunAndTheRestCanBeCalled) {
  const auto collection = collection_of(
      R"("item": [{"name": "Same", "request": "https://api.example.com/1"},
                  {"name": "Same", "event": [)" +
      event("prerequest", "calls") +
      R"(], "request": "https://api.example.com/2"},
                  {"name": "Other", "request": "https://api.example.com/3"}])");
  options_.only = {item(collection, 1)};
  script("calls") = [&](const script::ScriptJob&, script::ScriptCalls& calls) {
    const auto answer = calls.run_request("Other", json::Object());
    EXPECT_TRUE(answer) << answer.error().what;
    return script::ScriptOutcome();
  };
  const Parts parts{.transport = &transport_,
                    .secrets = &source_,
                    .redactor = &redactor_,
                    .clock = &clock_,
                    .random = &random_,
                    .scripts = &host_,
                    .more_scripts = [] { return std::make_unique<FakeScriptHost>(); }};
  ASSERT_TRUE(runner::run(parts, collection, options_, {&recorder_}));
  EXPECT_THAT(recorder_.order, ElementsAre("Same"));
  EXPECT_EQ(recorder_.results[0].exchanges[0].url, "https://api.example.com/2");
}

TEST_F(CurrentValuesTest, AStopThatWasAskedForSendsNothing) {
  const auto collection =
      collection_of(R"("item": [{"name": "Get", "request": "https://api.example.com/"}])");
  std::stop_source stop;
  stop.request_stop();
  options_.send.http.stop = stop.get_token();
  const RunSummary summary = run(collection);
  EXPECT_EQ(summary.error->code, ErrorCode::kCancelled);
  EXPECT_THAT(transport_.requests(), IsEmpty());
}

TEST_F(CurrentValuesTest, AStopDuringAScriptKeepsTheRequestFromBeingSent) {
  const auto collection =
      collection_of(R"("item": [{"name": "Get", "event": [)" + event("prerequest", "stops") +
                    R"(], "request": "https://api.example.com/{{vault:key}}"}])");
  std::stop_source stop;
  options_.send.http.stop = stop.get_token();
  script("stops") = [&](const script::ScriptJob& job, script::ScriptCalls&) {
    EXPECT_TRUE(job.stop.stop_possible());
    stop.request_stop();
    return script::ScriptOutcome();
  };
  run(collection);
  EXPECT_EQ(recorder_.results[0].error->code, ErrorCode::kCancelled);
  EXPECT_THAT(transport_.requests(), IsEmpty());
}

}  // namespace
}  // namespace coffer::runner
