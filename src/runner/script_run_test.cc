// Items with scripts: their order, what they see, what they change.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runner/testing/script_fixture.h"

namespace coffer::runner {
namespace {

using script::ScriptCalls;
using script::ScriptJob;
using script::ScriptOutcome;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class ScriptRunTest : public ScriptFixture {
 protected:
  // Two folders deep, with scripts everywhere.
  static postman::Collection nested() {
    return collection_of(
        R"("variable": [{"key": "base", "value": "https://api.example.com"}, {"key": "n", "value": 1}], "event": [)" +
        event("prerequest", "c-pre") + "," + event("test", "c-test") + R"(],
      "item": [{"name": "Orders", "event": [)" +
        event("test", "f-test") + "," + event("prerequest", "f-pre") + R"(],
        "item": [{"name": "List", "id": "i-1", "event": [)" +
        event("prerequest", "i-pre") + "," + event("prerequest", "") + "," + event("test", "i-test") + R"(],
          "request": {"method": "POST", "url": "{{base}}/orders?n={{n}}", "header": [{"key": "X-Key", "value": "{{vault:key}}"}],
                      "body": {"mode": "raw", "raw": "{{vault:key}} {{n}}"}}}]}])");
  }
  // Items A, B, C, each with scripts "a-pre", "a-test" …
  static postman::Collection three() {
    std::string items;
    for (const char name : {'A', 'B', 'C'}) {
      const std::string lower(1, static_cast<char>(name + 32));
      items += (items.empty() ? "" : ",") + std::string(R"({"name": ")") + name + R"(", "event": [)" +
               event("prerequest", lower + "-pre") + "," + event("test", lower + "-test") +
               R"(], "request": {"url": "https://api.example.com/)" + lower + R"(?v={{v}}"}})";
    }
    return collection_of("\"item\": [" + items + "]");
  }
  static FakeScriptHost::Script next(std::optional<std::string> name) {
    return [name](const ScriptJob&, ScriptCalls&) {
      ScriptOutcome outcome;
      outcome.next_request_set = true;
      outcome.next_request = name;
      return outcome;
    };
  }
  static ScriptOutcome fails(const ScriptJob&, ScriptCalls&) {
    ScriptOutcome outcome;
    outcome.error = script::ScriptError{"TypeError", "x is not a function", "at script:1:2"};
    return outcome;
  }
  std::vector<std::string> urls() const {
    std::vector<std::string> list;
    for (const auto& request : transport_.requests()) list.push_back(request.url);
    return list;
  }
};

TEST_F(ScriptRunTest, RunsCollectionFoldersAndItemInThisOrder) {
  const auto collection = nested();
  const RunSummary summary = run(collection);
  EXPECT_THAT(host_.sources(), ElementsAre("c-pre", "f-pre", "i-pre", "c-test", "f-test", "i-test"));
  EXPECT_EQ(host_.warm_ups, 1);
  const FakeScriptHost::Ran& first = host_.ran.front();
  EXPECT_THAT(first.path, ElementsAre("Shop", "Orders", "List"));
  EXPECT_EQ(first.owner, "Shop");
  EXPECT_EQ(host_.ran[1].owner, "Orders");
  EXPECT_EQ(first.item_id, "i-1");
  EXPECT_EQ(first.item_name, "List");
  EXPECT_FALSE(first.response);
  EXPECT_EQ(first.cookies, "[]");
  EXPECT_EQ(summary.prerequest_scripts, 4U) << "Newman counts one without code, too";
  EXPECT_EQ(summary.test_scripts, 3U);
  EXPECT_EQ(exit_status(summary), 0);
  ASSERT_EQ(recorder_.results.size(), 1U);
  ASSERT_EQ(recorder_.results[0].scripts.size(), 7U);
  EXPECT_EQ(recorder_.results[0].scripts[3].owner, "List");
}

// As newman 6.2.2 has it: the template before the send, what was sent after it.
TEST_F(ScriptRunTest, ScriptsSeeTheRequestBeforeAndAfterTheSend) {
  const auto collection = nested();
  run(collection);
  EXPECT_EQ(
      host_.last("i-pre").request,
      R"({"method":"POST","url":"{{base}}/orders?n={{n}}","header":[{"key":"X-Key","value":"{{vault:key}}"}],)"
      R"("body":{"mode":"raw","raw":"{{vault:key}} {{n}}"}})");
  const auto sent = *json::parse(host_.last("i-test").request);
  EXPECT_EQ(json::dump(sent.at("url")),
            R"({"protocol":"https","path":["orders"],"host":["api","example","com"],)"
            R"("query":[{"key":"n","value":"1"}],"variable":[]})");
  EXPECT_EQ(json::dump(sent.at("body")), R"({"mode":"raw","raw":"{{vault:key}} 1"})");
  EXPECT_EQ(json::dump(sent.at("header").at(0)), R"({"key":"X-Key","value":"{{vault:key}}"})");
  EXPECT_THAT(json::dump(sent.at("header")),
              HasSubstr(R"({"key":"User-Agent","value":"Coffer","system":true})"));
  EXPECT_EQ(transport_.requests()[0].header("X-Key"), kSecret);
}

TEST_F(ScriptRunTest, TestScriptsSeeTheResponseAndTheCookies) {
  const auto collection = nested();
  run(collection);
  const FakeScriptHost::Ran& test = host_.last("i-test");
  ASSERT_TRUE(test.response);
  EXPECT_EQ(test.response->code, 200);
  EXPECT_EQ(test.response->reason, "OK");
  EXPECT_EQ(test.response->body, "https://api.example.com/orders?n=1");
  EXPECT_EQ(test.response->took.count(), 20);
  EXPECT_EQ(json::dump(test.response->headers), R"([{"key":"Set-Cookie","value":"sid=1; Path=/"}])");
  EXPECT_EQ(test.cookies,
            R"([{"name":"sid","expires":null,"domain":"api.example.com","path":"/","secure":false,)"
            R"("httpOnly":false,"hostOnly":true,"value":"1"}])");
}

TEST_F(ScriptRunTest, VariablesThatScriptsChangeAreUsedAndKept) {
  const auto collection = three();
  options_.environment =
      *postman::parse_variable_file(R"({"id": "e", "name": "E", "values": [{"key": "v", "value": "0"}]})");
  options_.iterations = 2;
  script("a-pre") = [](const ScriptJob& job, ScriptCalls&) {
    ScriptOutcome outcome;
    outcome.environment =
        with_variable(*job.environment, "v", job.iteration == 0 ? json::Value(5) : json::Value("x"));
    outcome.globals = with_variable(*job.globals, "g", json::Object{{"deep", true}});
    outcome.collection_variables = with_variable(*job.collection_variables, "c", nullptr);
    return outcome;
  };
  script("b-test") = [](const ScriptJob& job, ScriptCalls&) {
    ScriptOutcome outcome;
    outcome.variables = with_variable(*job.variables, "v", "local");
    return outcome;
  };
  const RunSummary summary = run(collection);
  EXPECT_THAT(urls(), ElementsAre("https://api.example.com/a?v=5", "https://api.example.com/b?v=5",
                                  "https://api.example.com/c?v=local", "https://api.example.com/a?v=local",
                                  "https://api.example.com/b?v=local", "https://api.example.com/c?v=local"))
      << "pm.variables is stronger than all, and stays for the run";
  EXPECT_EQ(json::dump(summary.environment),
            R"({"id":"e","name":"E","values":[{"key":"v","value":"x","type":"any","enabled":true}]})");
  EXPECT_EQ(json::dump(summary.globals.at("values")),
            R"([{"key":"g","value":{"deep":true},"type":"any","enabled":true}])");
  EXPECT_EQ(json::dump(summary.collection_variables),
            R"({"id":"c-1","name":"Shop","values":[{"key":"c","value":null,"type":"any","enabled":true}]})");
  EXPECT_EQ(host_.last("c-test").environment, json::dump(summary.environment));
}

TEST_F(ScriptRunTest, AChangedRequestIsSentOnceAndNotKept) {
  const auto collection = three();
  options_.folders = {"A"};
  options_.iterations = 2;
  script("a-pre") = [](const ScriptJob& job, ScriptCalls&) {
    ScriptOutcome outcome;
    if (job.iteration > 0) return outcome;
    outcome.request =
        json::parse(
            R"({"method": "PUT", "url": {"protocol": "https", "host": ["other", "example", "com"], "path": ["x"], "query": []},
            "header": [{"key": "X-New", "value": "{{v}}"}], "body": {"mode": "raw", "raw": "b"},
            "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "t"}]}})")
            .value();
    return outcome;
  };
  run(collection);
  const auto requests = transport_.requests();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[0].method, "PUT");
  EXPECT_EQ(requests[0].url, "https://other.example.com/x");
  EXPECT_EQ(requests[0].header("X-New"), "{{v}}");
  EXPECT_EQ(requests[0].header("Authorization"), "Bearer t");
  EXPECT_EQ(requests[0].body, "b");
  EXPECT_EQ(requests[1].method, "GET");
  EXPECT_EQ(requests[1].url, "https://api.example.com/a?v={{v}}");
  EXPECT_THAT(recorder_.order, ElementsAre("A", "A"));
}

TEST_F(ScriptRunTest, TheNextScriptSeesWhatTheOneBeforeLeft) {
  const auto collection = nested();
  script("c-pre") = [](const ScriptJob& job, ScriptCalls&) {
    ScriptOutcome outcome;
    outcome.request = *job.request;
    outcome.request->as_object()["method"] = "PATCH";
    return outcome;
  };
  run(collection);
  EXPECT_THAT(host_.last("f-pre").request, HasSubstr("PATCH"));
  EXPECT_EQ(transport_.requests()[0].method, "PATCH");
}

TEST_F(ScriptRunTest, AScriptsErrorFailsTheRunButNotTheItem) {
  const auto collection = nested();
  script("f-pre") = fails;
  script("i-test") = fails;
  const RunSummary summary = run(collection);
  EXPECT_THAT(host_.sources(), ElementsAre("c-pre", "f-pre", "i-pre", "c-test", "f-test", "i-test"));
  EXPECT_EQ(transport_.requests().size(), 1U);
  EXPECT_EQ(summary.failed_prerequest_scripts, 1U);
  EXPECT_EQ(summary.failed_test_scripts, 1U);
  EXPECT_EQ(summary.failed_requests, 0U);
  EXPECT_EQ(exit_status(summary), 1);
  EXPECT_EQ(recorder_.results[0].scripts[1].outcome.error->name, "TypeError");
}

TEST_F(ScriptRunTest, AssertionsAreCounted) {
  const auto collection = three();
  script("a-test") = [](const ScriptJob&, ScriptCalls&) {
    ScriptOutcome outcome = with_assertion("ok", true);
    outcome.assertions.push_back(with_assertion("bad", false).assertions[0]);
    outcome.assertions.push_back(with_assertion("later", true).assertions[0]);
    outcome.assertions.back().skipped = true;
    return outcome;
  };
  const RunSummary summary = run(collection);
  EXPECT_EQ(summary.assertions, 3U);
  EXPECT_EQ(summary.failed_assertions, 1U);
  EXPECT_EQ(summary.skipped_assertions, 1U);
  EXPECT_EQ(summary.tested, 3U);
  EXPECT_EQ(exit_status(summary), 1);
}

TEST_F(ScriptRunTest, BailEndsTheRunAtAFailedAssertionWithNewmansError) {
  const auto collection = three();
  options_.bail = Bail::kOnFailure;
  script("b-test") = [](const ScriptJob&, ScriptCalls&) { return with_assertion("status", false); };
  const RunSummary summary = run(collection);
  EXPECT_THAT(recorder_.order, ElementsAre("A", "B"));
  EXPECT_TRUE(summary.stopped_early);
  EXPECT_FALSE(summary.error);
  EXPECT_EQ(summary.tested, 2U);
  EXPECT_EQ(summary.failed_test_scripts, 1U);
  EXPECT_EQ(recorder_.results[1].scripts[1].outcome.error->name, "AssertionFailure");
  EXPECT_EQ(recorder_.results[1].scripts[1].outcome.error->message, "status");
}

TEST_F(ScriptRunTest, BailEndsTheRunBeforeTheRequest) {
  const auto collection = nested();
  options_.bail = Bail::kOnFailure;
  script("c-pre") = fails;
  const RunSummary summary = run(collection);
  EXPECT_THAT(host_.sources(), ElementsAre("c-pre"));
  EXPECT_TRUE(transport_.requests().empty());
  EXPECT_EQ(summary.requests, 0U);
  EXPECT_EQ(summary.items, 1U);
  EXPECT_EQ(summary.tested, 0U);
  EXPECT_FALSE(recorder_.results[0].requested);
  EXPECT_FALSE(recorder_.results[0].error);
}

// --bail folder.
TEST_F(ScriptRunTest, BailOnErrorsLetsAssertionsFail) {
  const auto collection = three();
  options_.bail = Bail::kOnError;
  script("a-test") = [](const ScriptJob&, ScriptCalls&) { return with_assertion("status", false); };
  script("b-test") = fails;
  const RunSummary summary = run(collection);
  EXPECT_THAT(recorder_.order, ElementsAre("A", "B"));
  EXPECT_FALSE(recorder_.results[0].scripts[1].outcome.error);
  EXPECT_EQ(exit_status(summary), 1);
}

TEST_F(ScriptRunTest, TestScriptsRunAlsoWhereNoResponseCame) {
  const auto collection = three();
  options_.folders = {"A"};
  transport_.push(Error{ErrorCode::kNetwork, "refused"});
  const RunSummary summary = run(collection);
  EXPECT_FALSE(host_.last("a-test").response);
  EXPECT_THAT(host_.last("a-test").request, HasSubstr(R"("path":["a"])"));
  EXPECT_EQ(summary.failed_requests, 1U);
  EXPECT_EQ(summary.tested, 1U);
}

TEST_F(ScriptRunTest, TestScriptsOfARequestThatCouldNotBeMadeSeeItsTemplate) {
  const auto collection = collection_of(R"("item": [{"name": "A", "event": [)" + event("test", "t") +
                                        R"(], "request": "{{nowhere}}/x"}])");
  run(collection);
  EXPECT_EQ(host_.last("t").request, R"({"url":"{{nowhere}}/x","method":"GET","header":[]})");
  EXPECT_EQ(recorder_.results[0].error->code, ErrorCode::kInvalidArgument);
}

TEST_F(ScriptRunTest, ASkippedRequestHasNoTestsAndItsLaterScriptsDoNotRun) {
  const auto collection = nested();
  script("c-pre") = [](const ScriptJob& job, ScriptCalls&) {
    ScriptOutcome outcome;
    outcome.skip_request = true;
    outcome.environment = with_variable(*job.environment, "kept", "1");
    return outcome;
  };
  const RunSummary summary = run(collection);
  EXPECT_THAT(host_.sources(), ElementsAre("c-pre"));
  EXPECT_THAT(recorder_.order, ElementsAre("List skipped"));
  EXPECT_FALSE(recorder_.results[0].requested);
  EXPECT_EQ(summary.skipped, 1U);
  EXPECT_EQ(summary.requests, 0U);
  EXPECT_EQ(summary.items, 1U);
  EXPECT_EQ(summary.tested, 0U);
  EXPECT_EQ(exit_status(summary), 0);
  EXPECT_EQ(summary.environment.at("values").as_array().size(), 1U);
}

TEST_F(ScriptRunTest, ScriptsSayWhichItemComesNext) {
  const auto collection = three();
  script("a-test") = next("C");
  run(collection);
  EXPECT_THAT(recorder_.order, ElementsAre("A", "C"));
}

TEST_F(ScriptRunTest, NoNextItemEndsTheIterationAlone) {
  const auto collection = three();
  options_.iterations = 2;
  script("b-pre") = next(std::nullopt);
  run(collection);
  EXPECT_THAT(recorder_.order, ElementsAre("A", "B", "A", "B"));
  EXPECT_THAT(recorder_.iterations, ElementsAre(0, 1));
}

TEST_F(ScriptRunTest, AnUnknownNextItemEndsTheIterationToo) {
  const auto collection = three();
  script("a-pre") = next("nowhere");
  const RunSummary summary = run(collection);
  EXPECT_THAT(recorder_.order, ElementsAre("A"));
  EXPECT_FALSE(summary.stopped_early);
}

TEST_F(ScriptRunTest, TheLastCallCounts) {
  const auto collection = three();
  script("a-pre") = next(std::nullopt);
  script("a-test") = next("C");
  run(collection);
  EXPECT_THAT(recorder_.order, ElementsAre("A", "C"));
}

// Newman gives every item an id, and a script may loop by it.
TEST_F(ScriptRunTest, AnItemMayLoopByAnIdThatTheRunGaveIt) {
  const auto collection = three();
  int left = 2;
  script("b-test") = [&](const ScriptJob& job, ScriptCalls& calls) {
    return left-- > 0 ? next(job.item_id)(job, calls) : ScriptOutcome();
  };
  run(collection);
  EXPECT_THAT(recorder_.order, ElementsAre("A", "B", "B", "B", "C"));
  EXPECT_EQ(recorder_.results[3].position, 1U);
}

TEST_F(ScriptRunTest, OfSeveralItemsOfOneNameTheLastIsMeant) {
  const auto collection =
      collection_of(R"("item": [{"name": "A", "event": [)" + event("test", "t") +
                    R"(], "request": "https://h/1"}, {"name": "B", "request": "https://h/2"},
                                           {"name": "B", "request": "https://h/3"}, {"name": "x", "id": "B2", "request": "https://h/4"}])");
  script("t") = next("B");
  run(collection);
  EXPECT_THAT(urls(), ElementsAre("https://h/1", "https://h/3", "https://h/4"));
}

TEST_F(ScriptRunTest, AnEndlessLoopEndsWithTheRunsTime) {
  const auto collection = three();
  options_.delay = std::chrono::milliseconds(100);
  options_.timeout = std::chrono::milliseconds(1000);
  script("a-test") = next("A");
  const RunSummary summary = run(collection);
  EXPECT_EQ(summary.items, 10U);
  EXPECT_EQ(summary.error->code, ErrorCode::kTimeout);
}

TEST_F(ScriptRunTest, DataTimeoutAndIterationReachTheScript) {
  const auto collection = three();
  const auto data =
      postman::parse_data_file(R"([{"v": 1, "o": {"x": [1]}}, {"v": "two"}])", postman::DataFormat::kJson);
  options_.data = &*data;
  options_.iterations = 2;
  options_.folders = {"A"};
  options_.script_timeout = std::chrono::milliseconds(1500);
  run(collection);
  EXPECT_EQ(host_.ran[0].data, R"({"v":1,"o":{"x":[1]}})");
  EXPECT_EQ(host_.ran[2].data, R"({"v":"two"})");
  EXPECT_EQ(host_.ran[2].iteration, 1U);
  EXPECT_EQ(host_.ran[2].timeout.count(), 1500);
  EXPECT_THAT(urls(), ElementsAre("https://api.example.com/a?v=1", "https://api.example.com/a?v=two"));
}

TEST_F(ScriptRunTest, TextsOfAnOutcomeAreRedactedAndScopesAreNotInIt) {
  const auto collection = nested();
  script("i-test") = [](const ScriptJob& job, ScriptCalls&) {
    ScriptOutcome outcome = with_assertion(std::string("is ") + kSecret, false);
    outcome.assertions[0].error = script::ScriptError{"E", kSecret, kSecret};
    outcome.console.push_back({"log", {"a", std::string("key=") + kSecret}});
    outcome.error = script::ScriptError{kSecret, kSecret, kSecret};
    outcome.visualizer =
        script::Visualizer{kSecret, json::Object{{kSecret, json::Array{kSecret, 1}}}, kSecret};
    outcome.environment = with_variable(*job.environment, "k", kSecret);
    outcome.request = *job.request;
    return outcome;
  };
  run(collection);
  const ScriptOutcome& outcome = recorder_.results[0].scripts.back().outcome;
  EXPECT_EQ(outcome.assertions[0].name, "is {{vault:key}}");
  EXPECT_EQ(outcome.assertions[0].error->message, "{{vault:key}}");
  EXPECT_EQ(outcome.assertions[0].error->stack, "{{vault:key}}");
  EXPECT_EQ(outcome.console[0].args[1], "key={{vault:key}}");
  EXPECT_EQ(outcome.error->message, "{{vault:key}}");
  EXPECT_EQ(outcome.visualizer->template_text, "{{vault:key}}");
  EXPECT_EQ(json::dump(outcome.visualizer->data), R"({"{{vault:key}}":["{{vault:key}}",1]})");
  EXPECT_EQ(json::dump(outcome.visualizer->options), R"("{{vault:key}}")");
  EXPECT_FALSE(outcome.environment);
  EXPECT_FALSE(outcome.request);
}

TEST_F(ScriptRunTest, AValueOfTheVaultInAVariableMarksItAsSecret) {
  const auto collection = nested();
  script("i-test") = [](const ScriptJob& job, ScriptCalls&) {
    ScriptOutcome outcome;
    outcome.environment = with_variable(*job.environment, "k", json::Value(std::string("Bearer ") + kSecret));
    return outcome;
  };
  const RunSummary summary = run(collection);
  EXPECT_EQ(json::find_string(summary.environment.at("values").at(0), "type"), "secret");
}

TEST_F(ScriptRunTest, AServersEchoOfASecretDoesNotReachScriptsWithoutAGrant) {
  const auto collection = nested();
  vault_.is_granted = false;
  transport_.push(200, std::string("you sent ") + kSecret,
                  {{"X-Echo", kSecret}, {"Set-Cookie", std::string("s=") + kSecret}});
  run(collection);
  const FakeScriptHost::Ran& test = host_.last("i-test");
  EXPECT_EQ(test.response->body, "you sent {{vault:key}}");
  EXPECT_THAT(json::dump(test.response->headers), Not(HasSubstr(kSecret)));
  EXPECT_THAT(test.cookies, HasSubstr("{{vault:key}}"));
  EXPECT_EQ(vault_.asked, 0) << "nobody is asked for the grant because a server echoes";
}

TEST_F(ScriptRunTest, WithTheGrantScriptsSeeWhatCame) {
  const auto collection = nested();
  vault_.known = true;
  transport_.push(200, std::string("you sent ") + kSecret, {{"X-Echo", kSecret}});
  run(collection);
  EXPECT_EQ(host_.last("i-test").response->body, std::string("you sent ") + kSecret);
  EXPECT_EQ(recorder_.results[0].response_body, "you sent {{vault:key}}");
}

// Spec 5.4: a script brings in a reference that nobody could know of ahead.
TEST_F(ScriptRunTest, AReferenceThatAScriptBringsInIsFetchedWhenItIsNeeded) {
  const auto collection = three();
  options_.folders = {"A"};
  script("a-pre") = [](const ScriptJob& job, ScriptCalls&) {
    ScriptOutcome outcome;
    outcome.environment = with_variable(*job.environment, "v", "{{vault:key}}");
    return outcome;
  };
  const RunSummary summary = run(collection);
  EXPECT_EQ(urls()[0], std::string("https://api.example.com/a?v=") + kSecret);
  EXPECT_EQ(recorder_.results[0].references[0].name, "key");
  EXPECT_EQ(exit_status(summary), 0);
}

TEST_F(ScriptRunTest, WithoutAHostScriptsAreNotRunAndOneWarningSaysSo) {
  const auto collection = three();
  const Parts parts{&transport_, &source_, &redactor_, &clock_, &random_};
  const auto summary = runner::run(parts, collection, options_, {&recorder_});
  ASSERT_TRUE(summary.ok());
  EXPECT_EQ(summary->test_scripts, 0U);
  ASSERT_FALSE(recorder_.results[0].warnings.empty());
  EXPECT_THAT(recorder_.results[0].warnings.back(), HasSubstr("scripts are not run"));
  for (size_t i = 1; i < recorder_.results.size(); ++i)
    EXPECT_THAT(recorder_.results[i].warnings, Not(::testing::Contains(HasSubstr("scripts are not run"))));
}

TEST_F(ScriptRunTest, ACollectionWithoutScriptsNeedsNoHost) {
  const auto collection = collection_of(R"("event": [)" + event("test", " ") +
                                        R"(], "item": [{"name": "A", "request": "https://h/1"}])");
  const RunSummary summary = run(collection);
  EXPECT_EQ(host_.warm_ups, 0);
  EXPECT_TRUE(host_.ran.empty());
  EXPECT_THAT(recorder_.results[0].warnings, IsEmpty());
}

}  // namespace
}  // namespace coffer::runner
