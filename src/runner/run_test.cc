#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/testing/fake_transport.h"
#include "runner/runner.h"
#include "runner/testing/fake_secret_source.h"

namespace coffer::runner {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;

constexpr const char* kCollection = R"({
  "info": {"name": "Shop", "_postman_id": "7d1c0a5e-0000-4000-8000-000000000001",
           "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
  "variable": [{"key": "base", "value": "https://api.example.com"}, {"key": "token", "value": "{{vault:token}}"}],
  "item": [
    {"name": "Orders", "item": [
      {"name": "List", "request": {"method": "GET", "url": "{{base}}/orders",
        "header": [{"key": "X-Token", "value": "{{token}}"}]}},
      {"name": "Make", "request": {"method": "POST", "url": "{{base}}/orders",
        "header": [{"key": "X-Token", "value": "{{vault:token}}"}, {"key": "X-Key", "value": "{{vault:key}}"}]}}]},
    {"name": "Ping", "request": {"method": "GET", "url": "{{base}}/ping"}}]})";

// Writes down what it is told.
class Recorder final : public Listener {
 public:
  std::vector<std::string> events;
  std::vector<ItemResult> results;

  void run_started(const postman::Collection& collection, uint64_t iterations) override {
    events.push_back("run " + collection.root.name + " x" + std::to_string(iterations));
  }
  void iteration_started(uint64_t iteration) override {
    events.push_back("iteration " + std::to_string(iteration));
  }
  void item_started(const postman::PlacedItem& item, uint64_t) override {
    events.push_back("start " + item.item->name);
  }
  void item_finished(const ItemResult& result) override {
    events.push_back("finish " + result.item->item->name);
    results.push_back(result);
  }
  void run_finished(const RunSummary&) override { events.emplace_back("done"); }
};

class RunTest : public ::testing::Test {
 protected:
  RunTest() : collection_(*postman::parse_collection(kCollection)) {
    source_.entries["token"] = {.value = "token-value-1234", .hosts = {"api.example.com"}};
    source_.entries["key"] = {.value = "key-value-56789"};
    source_.caching = true;
  }

  static Result<http::Response> answer(const http::Request&) {
    http::Response response = http::make_response(200, "0123456789", {{"Set-Cookie", "sid=1; Path=/"}});
    response.timings.total = milliseconds(20);
    return response;
  }

  RunSummary run() {
    const Parts parts{&transport_, &source_, &redactor_, &clock_, &random_};
    auto summary = runner::run(parts, collection_, options_, {&recorder_});
    EXPECT_TRUE(summary.ok()) << summary.error().what;
    return std::move(summary).value();
  }

  http::FakeTransport transport_{answer};
  FakeSecretSource source_;
  secrets::Redactor redactor_;
  FakeClock clock_{WallTime(milliseconds(1'790'000'000'000))};
  crypto::SeededRandom random_{7};
  postman::Collection collection_;
  RunOptions options_;
  Recorder recorder_;
};

TEST_F(RunTest, RunsInOrderAndTellsItsListeners) {
  options_.iterations = 2;
  const RunSummary summary = run();
  EXPECT_THAT(recorder_.events,
              ElementsAre("run Shop x2", "iteration 0", "start List", "finish List", "start Make",
                          "finish Make", "start Ping", "finish Ping", "iteration 1", "start List",
                          "finish List", "start Make", "finish Make", "start Ping", "finish Ping", "done"));
  EXPECT_EQ(summary.iterations, 2U);
  EXPECT_EQ(summary.requests, 6U);
  EXPECT_EQ(summary.failed_requests, 0U);
  EXPECT_EQ(summary.received_bytes, 60U);
  EXPECT_DOUBLE_EQ(summary.response_min, 20);
  EXPECT_DOUBLE_EQ(summary.response_average, 20);
  EXPECT_DOUBLE_EQ(summary.response_deviation, 0);
  EXPECT_EQ(exit_status(summary), 0);
  EXPECT_EQ(recorder_.results[4].position, 1U);
  EXPECT_EQ(recorder_.results[4].iteration, 1U);
  EXPECT_EQ(recorder_.results[4].items, 3U);
}

// Spec 5.4.
TEST_F(RunTest, FetchesAllReferencesBeforeTheFirstRequestInOneCall) {
  run();
  ASSERT_GE(source_.asked.size(), 3U);
  EXPECT_THAT(source_.asked[0].names, ElementsAre("token", "key"));
  EXPECT_FALSE(source_.asked[0].origin);
  EXPECT_TRUE(source_.asked[1].origin);
  EXPECT_FALSE(recorder_.results[0].references[0].cached) << "the run itself fetched it";
  EXPECT_EQ(recorder_.results[0].references[0].took.count(), 34);
  EXPECT_TRUE(recorder_.results[1].references[0].cached);
}

TEST_F(RunTest, DoesNotFetchAheadWhatMayNotBeSent) {
  source_.entries["token"].hosts = {"elsewhere.example.com"};
  const RunSummary summary = run();
  EXPECT_THAT(source_.asked[0].names, ElementsAre("key"));
  EXPECT_EQ(summary.failed_requests, 2U);
  EXPECT_EQ(summary.unresolved, 2U);
  EXPECT_EQ(exit_status(summary), 3);
}

TEST_F(RunTest, NestedVariablesReachTheVault) {
  run();
  EXPECT_EQ(transport_.requests()[0].header("X-Token"), "token-value-1234");
}

TEST_F(RunTest, TheRunHasOneCookieJar) {
  run();
  EXPECT_EQ(transport_.requests()[0].header("Cookie"), "");
  EXPECT_EQ(transport_.requests()[2].header("Cookie"), "sid=1");
}

TEST_F(RunTest, AuthenticationNeededOutranksTheRest) {
  source_.entries["token"].failure = Error{ErrorCode::kNotConnected, "not connected"};
  source_.entries.erase("key");
  const RunSummary summary = run();
  EXPECT_EQ(summary.unauthenticated, 2U);
  EXPECT_EQ(exit_status(summary), 4);
}

TEST_F(RunTest, AFailedRequestIsStatusOneAndTheRunGoesOn) {
  transport_.push(Error{ErrorCode::kNetwork, "refused"});
  const RunSummary summary = run();
  EXPECT_EQ(summary.requests, 3U);
  EXPECT_EQ(summary.failed_requests, 1U);
  EXPECT_EQ(exit_status(summary), 1);
}

// A provider that cannot be reached leaves a reference unresolved, whatever the code says.
TEST_F(RunTest, NoNetworkToTheVaultIsAnUnresolvedReference) {
  source_.entries["token"].failure = Error{ErrorCode::kNetwork, "no route"};
  EXPECT_EQ(exit_status(run()), 3);
}

TEST_F(RunTest, BailsAfterTheFirstFailure) {
  options_.bail = Bail::kOnFailure;
  options_.iterations = 3;
  transport_.push(Error{ErrorCode::kNetwork, "refused"});
  const RunSummary summary = run();
  EXPECT_EQ(summary.requests, 1U);
  EXPECT_EQ(summary.iterations, 1U);
  EXPECT_EQ(summary.items, 1U);
  EXPECT_EQ(summary.tested, 0U);
  EXPECT_TRUE(summary.stopped_early);
  EXPECT_FALSE(summary.error);
  EXPECT_EQ(recorder_.events.back(), "done");
}

TEST_F(RunTest, WaitsBetweenRequestsOnly) {
  options_.delay = milliseconds(120);
  const RunSummary summary = run();
  EXPECT_EQ((summary.completed - summary.started).count(), 240);
}

TEST_F(RunTest, EndsAtItsTimeLimit) {
  options_.delay = milliseconds(100);
  options_.timeout = milliseconds(150);
  const RunSummary summary = run();
  EXPECT_EQ(summary.requests, 2U);
  ASSERT_TRUE(summary.error);
  EXPECT_EQ(summary.error->code, ErrorCode::kTimeout);
  EXPECT_EQ(exit_status(summary), 1);
  EXPECT_EQ(transport_.requests()[1].options.timeout.count(), 50) << "no request may outlast the run";
}

TEST_F(RunTest, StopsAfterTheRequestUnderWay) {
  std::atomic<bool> stop = false;
  http::FakeTransport transport([&](const http::Request& request) {
    stop = true;
    return answer(request);
  });
  options_.stop = &stop;
  const Parts parts{&transport, &source_, &redactor_, &clock_, &random_};
  const auto summary = runner::run(parts, collection_, options_, {&recorder_});
  ASSERT_TRUE(summary.ok());
  EXPECT_EQ(summary->requests, 1U);
  EXPECT_EQ(summary->error->code, ErrorCode::kCancelled);
  EXPECT_EQ(recorder_.results.size(), 1U);
}

TEST_F(RunTest, RunsTheFolderThatIsNamed) {
  options_.folders = {"Orders"};
  EXPECT_EQ(run().requests, 2U);
  options_.folders = {"None"};
  const Parts parts{&transport_, &source_, &redactor_, &clock_, &random_};
  const auto unknown = runner::run(parts, collection_, options_, {});
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.error().code, ErrorCode::kNotFound);
}

TEST_F(RunTest, TheEnvironmentOutranksTheCollection) {
  options_.environment.scope.set("base", "https://staging.example.com");
  source_.entries["token"].hosts = {};
  run();
  EXPECT_EQ(transport_.requests()[2].url, "https://staging.example.com/ping");
}

TEST_F(RunTest, ATemplateAtFaultIsTheItemsError) {
  options_.environment.scope.set("base", "{{nowhere}}");
  const RunSummary summary = run();
  EXPECT_EQ(summary.failed_requests, 3U);
  EXPECT_TRUE(transport_.requests().empty());
  EXPECT_EQ(recorder_.results[0].prepared, nullptr);
  EXPECT_EQ(recorder_.results[0].error->code, ErrorCode::kInvalidArgument);
}

TEST_F(RunTest, CarriesNoTextsWhereNobodyListens) {
  const Parts parts{&transport_, &source_, &redactor_, &clock_, &random_};
  const auto summary = runner::run(parts, collection_, options_, {});
  ASSERT_TRUE(summary.ok());
  EXPECT_EQ(summary->received_bytes, 30U);
}

TEST_F(RunTest, EachIterationHasARowOfTheDataAndTheLastRowServesTheRest) {
  const auto data = postman::parse_data_file("host\none\ntwo\n", postman::DataFormat::kCsv);
  ASSERT_TRUE(data.ok());
  options_.data = &*data;
  options_.iterations = 3;
  options_.folders = {"Ping"};
  options_.environment.scope.set("base", "https://{{host}}.example.com");
  run();
  std::vector<std::string> urls;
  for (const auto& request : transport_.requests()) urls.push_back(request.url);
  EXPECT_THAT(urls, ElementsAre("https://one.example.com/ping", "https://two.example.com/ping",
                                "https://two.example.com/ping"));
}

TEST_F(RunTest, ReferencesOfLaterRowsAreFetchedAheadToo) {
  const auto data = postman::parse_data_file(
      "base\nhttps://api.example.com/{{vault:key}}\nhttps://api.example.com/{{vault:token}}\n",
      postman::DataFormat::kCsv);
  ASSERT_TRUE(data.ok());
  options_.data = &*data;
  options_.iterations = 2;
  options_.folders = {"Ping"};
  run();
  ASSERT_FALSE(source_.asked.empty());
  EXPECT_THAT(source_.asked.front().names, ElementsAre("key", "token"));
}

TEST_F(RunTest, BeginsWithTheCookiesThatItIsGivenAndLeavesThemThere) {
  http::CookieJar jar;
  jar.set_from_header("https://api.example.com/", "kept=1; Path=/", clock_.now());
  options_.cookies = &jar;
  run();
  EXPECT_EQ(transport_.requests().front().header("Cookie"), "kept=1");
  EXPECT_EQ(jar.header_for("https://api.example.com/", clock_.now()), "kept=1; sid=1");
}

TEST_F(RunTest, AnEmptyCollectionHasNoIterationAsInNewman) {
  collection_ = *postman::parse_collection(
      R"({"info": {"name": "E", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": []})");
  EXPECT_EQ(run().iterations, 0U);
  EXPECT_THAT(recorder_.events, ElementsAre("run E x1", "done"));
}

// The transport may give up a moment before the run's own clock says that its time is over.
TEST_F(RunTest, NothingIsSentAfterARequestThatTheRunsTimeEnded) {
  options_.timeout = milliseconds(500);
  transport_.push(Error{ErrorCode::kTimeout, "no answer"});
  const RunSummary summary = run();
  EXPECT_EQ(summary.requests, 1U);
  EXPECT_EQ(summary.error->code, ErrorCode::kTimeout);
}

TEST_F(RunTest, AStoppedRunExitsAsShellsExpect) {
  const std::atomic<bool> stop = true;
  options_.stop = &stop;
  EXPECT_EQ(exit_status(run()), 130);
}

}  // namespace
}  // namespace coffer::runner
