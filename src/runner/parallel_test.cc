// Iterations side by side.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>

#include "runner/testing/script_fixture.h"

namespace coffer::runner {
namespace {

using script::ScriptCalls;
using script::ScriptJob;
using script::ScriptOutcome;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::SizeIs;

class ParallelTest : public ScriptFixture {
 protected:
  ParallelTest()
      : collection_(collection_of(R"("item": [{"name": "A", "event": [)" + event("prerequest", "a") + "," +
                                  event("test", "t") + R"(], "request": "https://h.example/{{i}}?v={{v}}"},
                                      {"name": "B", "request": "https://h.example/b"}])")) {
    options_.environment = *postman::parse_variable_file(R"({"values": [{"key": "v", "value": "first"}]})");
    options_.parallel = 3;
  }

  // The hosts share their scripts, which must be thread-safe.
  class Host final : public script::ScriptHost {
   public:
    explicit Host(const std::map<std::string, FakeScriptHost::Script>& scripts) : scripts_(scripts) {}
    void warm_up() override {}
    ScriptOutcome run(const ScriptJob& job, ScriptCalls& calls) override {
      EXPECT_FALSE(std::exchange(busy_, true)) << "one script at a time";
      const auto found = scripts_.find(std::string(job.source));
      ScriptOutcome outcome = found == scripts_.end() ? ScriptOutcome() : found->second(job, calls);
      busy_ = false;
      return outcome;
    }

   private:
    const std::map<std::string, FakeScriptHost::Script>& scripts_;
    bool busy_ = false;
  };

  RunSummary run_parallel() {
    Host first(scripts_);
    Parts parts{&transport_, &source_, &redactor_, &system_clock(), &crypto::system_random(),
                &vault_,     &first};
    parts.more_scripts = [this] {
      ++hosts_;
      return std::make_unique<Host>(scripts_);
    };
    auto summary = runner::run(parts, collection_, options_, {&recorder_});
    EXPECT_TRUE(summary.ok());
    return std::move(summary).value();
  }

  // Comes back when so many have arrived.
  class Meeting {
   public:
    explicit Meeting(int expected) : expected_(expected) {}
    void arrive() {
      std::unique_lock lock(mutex_);
      ++arrived_;
      changed_.notify_all();
      changed_.wait(lock, [this] { return arrived_ >= expected_; });
    }

   private:
    std::mutex mutex_;
    std::condition_variable changed_;
    const int expected_;
    int arrived_ = 0;
  };

  postman::Collection collection_;
  std::map<std::string, FakeScriptHost::Script> scripts_;
  int hosts_ = 0;
};

TEST_F(ParallelTest, SoManyIterationsRunAtATimeEachInAHostOfItsOwn) {
  options_.iterations = 3;
  Meeting all(3);
  scripts_["a"] = [&](const ScriptJob&, ScriptCalls&) {
    all.arrive();  // none goes on before all three are here
    return ScriptOutcome();
  };
  const RunSummary summary = run_parallel();
  EXPECT_EQ(summary.iterations, 3U);
  EXPECT_EQ(summary.requests, 6U);
  EXPECT_EQ(hosts_, 2) << "and the run's own";
}

TEST_F(ParallelTest, ListenersAreToldInTheOrderOfTheIterations) {
  options_.iterations = 60;
  std::mutex mutex;
  std::condition_variable ended;
  bool later_ended = false;
  scripts_["a"] = [&](const ScriptJob& job, ScriptCalls&) {
    std::unique_lock lock(mutex);
    if (job.iteration == 0) ended.wait(lock, [&] { return later_ended; });
    return ScriptOutcome();
  };
  scripts_["t"] = [&](const ScriptJob& job, ScriptCalls&) {
    const std::lock_guard lock(mutex);
    if (job.iteration == 1) later_ended = true, ended.notify_all();
    return ScriptOutcome();
  };
  const RunSummary summary = run_parallel();
  EXPECT_EQ(summary.items, 120U);
  ASSERT_THAT(recorder_.iterations, SizeIs(60));
  for (uint64_t i = 0; i < 60; ++i) EXPECT_EQ(recorder_.iterations[i], i);
  ASSERT_THAT(recorder_.results, SizeIs(120));
  for (uint64_t i = 0; i < 120; ++i) {
    EXPECT_EQ(recorder_.results[i].iteration, i / 2);
    EXPECT_EQ(recorder_.results[i].position, i % 2);
  }
}

TEST_F(ParallelTest, EachIterationBeginsWithTheVariablesAndCookiesOfTheRun) {
  options_.iterations = 20;
  http::CookieJar jar;
  jar.set_from_header("https://h.example/", "own=1", system_clock().now());
  options_.cookies = &jar;
  scripts_["a"] = [](const ScriptJob& job, ScriptCalls& calls) {
    EXPECT_EQ(json::dump(job.environment->at("values").at(0).at("value")), "\"first\"");
    EXPECT_EQ(json::dump(job.variables->at("values")), "[]");
    EXPECT_EQ(calls.cookies("getAllCookies", {})->as_array().size(), 1U);
    ScriptOutcome outcome;
    outcome.environment = with_variable(*job.environment, "v", job.iteration);
    outcome.variables = with_variable(*job.variables, "i", job.iteration);
    return outcome;
  };
  const RunSummary summary = run_parallel();
  std::set<std::string> urls;
  for (const auto& request : transport_.requests()) urls.insert(request.url);
  for (int i = 0; i < 20; ++i)
    EXPECT_TRUE(urls.contains("https://h.example/" + std::to_string(i) + "?v=" + std::to_string(i)));
  EXPECT_EQ(json::dump(summary.environment.at("values").at(0).at("value")), "19")
      << "the last one's are left";
  EXPECT_EQ(jar.all().size(), 2U);
}

TEST_F(ParallelTest, ItCountsWhatARunOneAfterTheOtherCounts) {
  options_.iterations = 50;
  scripts_["t"] = [](const ScriptJob& job, ScriptCalls&) {
    return with_assertion("even", job.iteration % 2 == 0);
  };
  const RunSummary parallel = run_parallel();
  options_.parallel = 1;
  recorder_ = ResultRecorder();
  const RunSummary alone = run_parallel();
  EXPECT_EQ(parallel.assertions, alone.assertions);
  EXPECT_EQ(parallel.failed_assertions, alone.failed_assertions);
  EXPECT_EQ(parallel.requests, alone.requests);
  EXPECT_EQ(parallel.test_scripts, alone.test_scripts);
  EXPECT_EQ(parallel.tested, alone.tested);
}

TEST_F(ParallelTest, BailEndsAllWorkersAndTellsWhatWasBegun) {
  options_.iterations = 1000;
  options_.bail = Bail::kOnFailure;
  scripts_["t"] = [](const ScriptJob& job, ScriptCalls&) { return with_assertion("x", job.iteration != 4); };
  const RunSummary summary = run_parallel();
  EXPECT_TRUE(summary.stopped_early);
  EXPECT_GE(summary.iterations, 5U);
  EXPECT_LT(summary.iterations, 1000U);
  EXPECT_EQ(summary.failed_assertions, 1U);
  EXPECT_EQ(summary.items, recorder_.results.size());
}

TEST_F(ParallelTest, WithoutFurtherHostsTheIterationsShareTheOne) {
  options_.iterations = 4;
  const Parts parts{&transport_, &source_, &redactor_, &clock_, &random_, &vault_, &host_};
  const auto summary = runner::run(parts, collection_, options_, {&recorder_});
  ASSERT_TRUE(summary.ok());
  EXPECT_EQ(summary->iterations, 4U);
}

TEST_F(ParallelTest, ACollectionWithoutScriptsNeedsNoHosts) {
  collection_ = collection_of(R"("item": [{"name": "A", "request": "https://h.example/"}])");
  options_.iterations = 10;
  EXPECT_EQ(run_parallel().requests, 10U);
  EXPECT_EQ(hosts_, 0);
}

// Memory does not grow with the iterations: none is begun far ahead of what has been told.
TEST_F(ParallelTest, NoIterationIsBegunFarAheadOfWhatWasTold) {
  options_.iterations = 300;
  std::atomic<uint64_t> begun = 0;
  scripts_["a"] = [&](const ScriptJob& job, ScriptCalls&) {
    uint64_t before = begun;
    while (before < job.iteration && !begun.compare_exchange_weak(before, job.iteration)) {
    }
    return ScriptOutcome();
  };
  class Watch final : public Listener {
   public:
    explicit Watch(const std::atomic<uint64_t>& begun_so_far) : begun_(begun_so_far) {}
    void iteration_started(uint64_t iteration) override { EXPECT_LT(begun_, iteration + 6); }

   private:
    const std::atomic<uint64_t>& begun_;
  } watch(begun);
  Host first(scripts_);
  Parts parts{&transport_, &source_, &redactor_, &system_clock(), &crypto::system_random(), &vault_, &first};
  parts.more_scripts = [this] { return std::make_unique<Host>(scripts_); };
  ASSERT_TRUE(runner::run(parts, collection_, options_, {&watch}).ok());
  EXPECT_EQ(begun, 299U);
}

}  // namespace
}  // namespace coffer::runner
