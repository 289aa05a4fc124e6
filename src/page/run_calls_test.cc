#include "page/run_calls.h"

#include <optional>
#include <thread>

#include "page/testing/send_fixture.h"

namespace coffer::page {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class RunCallsTest : public SendFixture {
 protected:
  RunCallsTest() {
    std::filesystem::create_directory(temporary());
    desk_.environment_.set("TMPDIR", temporary().string());
    run_calls_.emplace(RunCalls::Parts{&performer_, &folder_, &responses_, &console_, &events_});
    run_calls_->add_to(calls_);
    json::Object first = get(server_.url("/first?row={{row}}"));
    first["name"] = "First";
    first["event"] = json::Array{event("test", "passes")};
    json::Object second = get(server_.url("/second?key={{vault:key}}"));
    second["name"] = "Second";
    second["event"] = json::Array{event("test", "fails")};
    write(
        "shop.json",
        json::dump(json::Object{
            {"info", json::Object{{"name", "Shop"},
                                  {"schema",
                                   "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}}},
            {"item", json::Array{json::Object{{"name", "Inner"}, {"item", json::Array{first}}}, second}}}));
    for (const bool passes : {true, false}) {
      scripts_[passes ? "passes" : "fails"] = [passes](const script::ScriptJob&, script::ScriptCalls&) {
        script::ScriptOutcome outcome;
        script::Assertion assertion;
        assertion.name = "is well";
        assertion.passed = passes;
        if (!passes)
          assertion.error = script::ScriptError{"AssertionError", std::string("got ") + kSecret, {}};
        outcome.assertions.push_back(assertion);
        return outcome;
      };
    }
  }

  std::filesystem::path temporary() const { return desk_.folder_.path() / "tmp"; }
  std::vector<std::filesystem::path> left_behind() const {
    return {std::filesystem::directory_iterator(temporary()), std::filesystem::directory_iterator()};
  }
  std::string start(json::Object arguments = {}) {
    arguments["collection"] = "shop.json";
    return at(said("runs/start", arguments), "/run");
  }
  json::Value run(const std::string& number) {
    const json::Value list = said("runs/list", json::Object());
    for (const json::Value& each : list.at("runs").as_array())
      if (at(each, "/run") == number) return each;
    return json::Object();
  }
  json::Value finished(const std::string& number) {
    while (at(run(number), "/state") == "running") std::this_thread::yield();
    return run(number);
  }
  json::Value items(const std::string& number, const std::string& from = "0") {
    return said("runs/items", R"({"run": )" + number + R"(, "from": )" + from + "}");
  }

  std::optional<RunCalls> run_calls_;
};

TEST_F(RunCallsTest, ACollectionWithDataIsRunAndBrowsed) {
  make_vault();
  said_.clear();
  const std::string number = start({{"data", "row\none\ntwo\n"}});
  const json::Value done = finished(number);
  EXPECT_EQ(at(done, "/state"), "finished");
  EXPECT_EQ(at(done, "/iterations"), "2");
  EXPECT_EQ(at(done, "/done"), "2");
  EXPECT_EQ(at(done, "/items"), "4");
  EXPECT_EQ(at(done, "/expected"), "4");
  EXPECT_EQ(at(done, "/assertions"), "4");
  EXPECT_EQ(at(done, "/failed_assertions"), "2");
  EXPECT_EQ(at(done, "/exit_status"), "1");

  const json::Value rows = items(number);
  EXPECT_EQ(at(rows, "/total"), "4");
  EXPECT_EQ(at(rows, "/items/0/name"), "First");
  EXPECT_EQ(at(rows, "/items/0/folders/0"), "Inner");
  EXPECT_EQ(at(rows, "/items/0/passed"), "1");
  EXPECT_EQ(at(rows, "/items/1/failed"), "1");
  EXPECT_EQ(at(rows, "/items/2/iteration"), "1");
  EXPECT_THAT(at(rows, "/items/2/url"), HasSubstr("row=two"));
  EXPECT_THAT(at(rows, "/items/1/tests/0/error"), HasSubstr("{{vault:key}}"));
  EXPECT_THAT(items(number, "3").at("items").as_array(), SizeIs(1));
  EXPECT_THAT(items(number, "9").at("items").as_array(), IsEmpty());

  const json::Value sent = said("runs/item", R"({"run": )" + number + R"(, "number": 1})");
  EXPECT_EQ(at(sent, "/references/0/name"), "key");
  EXPECT_THAT(text("responses/body", R"({"view": "raw", "response": )" + at(sent, "/response/number") + "}"),
              HasSubstr("/second?key={{vault:key}}"));

  for (const char* format : {"json", "junit", "html"}) {
    const json::Value report =
        said("runs/export", R"({"run": )" + number + R"(, "format": ")" + format + "\"}");
    EXPECT_THAT(at(report, "/text"), HasSubstr("Second")) << format;
  }
  const auto told = events("run");
  EXPECT_EQ(at(told.front(), "/state"), "running");
  EXPECT_EQ(at(told.back(), "/state"), "finished");
  EXPECT_THAT(events("console"), Not(IsEmpty()));
  EXPECT_THAT(all_said(), Not(HasSubstr(kSecret)));
}

TEST_F(RunCallsTest, APartOfACollectionIsRun) {
  const std::string number = start({{"at", json::Array{"0"}}, {"iterations", 3}});
  EXPECT_EQ(at(finished(number), "/items"), "3");
  EXPECT_THAT(server_.requests(), SizeIs(3));
}

TEST_F(RunCallsTest, AStopCutsTheRequestUnderWay) {
  make_vault();
  http::ScriptedAnswer silence("");
  silence.hold = true;
  server_.push(silence);
  const std::string number = start({{"iterations", 5}});
  while (server_.requests().empty()) std::this_thread::yield();
  said("runs/stop", R"({"run": )" + number + "}");
  const json::Value done = finished(number);
  EXPECT_EQ(at(done, "/state"), "stopped");
  EXPECT_EQ(at(done, "/items"), "1");
  EXPECT_EQ(at(items(number), "/items/0/status"), "0");
}

TEST_F(RunCallsTest, BailEndsARunAtTheFirstFailure) {
  make_vault();
  const json::Value done = finished(start({{"iterations", 5}, {"bail", true}}));
  EXPECT_EQ(at(done, "/items"), "2");
}

TEST_F(RunCallsTest, ARunThatNeedsALockedVaultFailsAtOnce) {
  make_vault();
  ASSERT_TRUE(desk_.lock());
  const json::Value done = finished(start());
  EXPECT_EQ(at(done, "/state"), "failed");
  EXPECT_EQ(at(done, "/error/code"), "vault-locked");
  EXPECT_EQ(server_.connections(), 0);
}

TEST_F(RunCallsTest, NothingIsLeftBehind) {
  finished(start({{"at", json::Array{"0"}}}));
  EXPECT_THAT(left_behind(), SizeIs(1));
  run_calls_.reset();
  EXPECT_THAT(left_behind(), IsEmpty());
}

TEST_F(RunCallsTest, OnlyThePlacesThatThereAreAreRun) {
  EXPECT_EQ(make("runs/start", R"({"collection": "shop.json", "at": ["5"]})").error().field, "at");
  EXPECT_EQ(make("runs/start", R"({"collection": "../shop.json"})").error().field, "path");
  EXPECT_EQ(make("runs/start", R"({"collection": "shop.json", "iterations": 1e12})").error().field,
            "iterations");
  EXPECT_EQ(make("runs/start", R"({"collection": "shop.json", "data": "[1"})").error().field, "data");
  EXPECT_EQ(make("runs/items", R"({"run": 3, "from": 0})").error().field, "run");
}

}  // namespace
}  // namespace coffer::page
