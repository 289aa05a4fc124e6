#include "page/request_calls.h"

#include <thread>

#include "page/testing/send_fixture.h"

namespace coffer::page {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class RequestCallsTest : public SendFixture {};

// A local secret of the vault.
json::Object secret(std::string name, std::string value, std::string domains = "") {
  return {{"name", std::move(name)}, {"value", std::move(value)}, {"domains", std::move(domains)}};
}

TEST_F(RequestCallsTest, ARequestThatStandsNowhereIsSent) {
  const json::Value sent = send(get(server_.url("/things?page=2")));
  EXPECT_EQ(at(sent, "/failure"), "(none)");
  EXPECT_EQ(at(sent, "/response/status"), "200");
  EXPECT_EQ(at(sent, "/response/reason"), "OK");
  EXPECT_EQ(at(sent, "/response/language"), "text");
  EXPECT_EQ(at(sent, "/exchanges/0/url"), server_.url("/things?page=2"));
  const std::string body = text("responses/body", R"({"response": 1, "view": "raw"})");
  EXPECT_THAT(body, HasSubstr("GET /things?page=2 HTTP/1.1"));
  EXPECT_EQ(at(sent, "/response/size"), std::to_string(body.size()));
  const auto console = events("console");
  ASSERT_THAT(console, SizeIs(1));
  EXPECT_EQ(at(console[0], "/kind"), "send");
  EXPECT_EQ(at(console[0], "/status"), "200");
}

TEST_F(RequestCallsTest, AValueIsSentAndNeverTold) {
  make_vault();
  said_.clear();
  json::Object item{
      {"name", "Pay"},
      {"request",
       json::Object{
           {"method", "POST"},
           {"url", server_.url("/pay?key={{vault:key}}")},
           {"header", json::Array{json::Object{{"key", "X-Key"}, {"value", "{{vault:key}}"}}}},
           {"auth", json::Object{{"type", "basic"},
                                 {"basic", json::Object{{"username", "me"}, {"password", "{{vault:key}}"}}}}},
           {"body", json::Object{{"mode", "raw"}, {"raw", R"({"key": "{{vault:key}}"})"}}}}}};
  const json::Value sent = send(item);
  const http::ReceivedRequest received = server_.last();
  EXPECT_EQ(received.header("X-Key"), kSecret);
  EXPECT_THAT(received.target, HasSubstr(kSecret));
  EXPECT_THAT(received.body, HasSubstr(kSecret));
  const std::string basic = base64_encode(std::string("me:") + kSecret);
  EXPECT_THAT(received.header("Authorization"), HasSubstr(basic));
  EXPECT_EQ(at(sent, "/references/0/name"), "key");
  EXPECT_EQ(at(sent, "/references/0/source"), "local vault");

  text("responses/body", R"({"response": 1, "view": "raw"})");
  text("responses/body", R"({"response": 1, "view": "pretty"})");
  text("responses/save", R"({"response": 1})");
  text("requests/har", R"({"response": 1})");
  said("requests/look", json::Object{{"item", item}, {"fetch", true}});
  said("requests/curl", json::Object{{"item", item}});
  EXPECT_THAT(all_said(), Not(HasSubstr(kSecret)));
  EXPECT_THAT(all_said(), Not(HasSubstr(basic)));
  EXPECT_THAT(all_said(), HasSubstr("{{vault:key}}"));
}

TEST_F(RequestCallsTest, AReferenceThatDoesNotResolveIsNamedAndNothingIsSent) {
  make_vault();
  const json::Value sent = send(get(server_.url("/{{vault:kez}}")));
  EXPECT_EQ(at(sent, "/failure/code"), "secret-not-found");
  EXPECT_EQ(at(sent, "/failed_reference"), "kez");
  EXPECT_EQ(at(sent, "/exchanges"), "[]");
  EXPECT_EQ(server_.connections(), 0);
}

TEST_F(RequestCallsTest, ALockedVaultIsInTheWayOfReferencesOnly) {
  make_vault();
  ASSERT_TRUE(desk_.lock());
  EXPECT_EQ(at(send(get(server_.url("/{{vault:key}}"))), "/failure/code"), "vault-locked");
  EXPECT_EQ(server_.connections(), 0);
  json::Object plain = get(server_.url("/plain"));
  plain["event"] = json::Array{event("test", "talks of vault:key")};
  EXPECT_EQ(at(send(plain), "/response/status"), "200");
}

TEST_F(RequestCallsTest, CancelCutsARequestThatNobodyAnswers) {
  http::ScriptedAnswer silence("");
  silence.hold = true;
  server_.push(silence);
  const std::jthread other([&] {
    while (server_.requests().empty()) std::this_thread::yield();
    EXPECT_TRUE(make("requests/cancel", R"({"send": "s1"})"));
  });
  const json::Value sent = send(get(server_.url("/slow")));
  EXPECT_EQ(at(sent, "/failure/code"), "cancelled");
  EXPECT_EQ(at(sent, "/response"), "(none)");
  EXPECT_EQ(at(sent, "/exchanges/0/url"), server_.url("/slow"));
  EXPECT_TRUE(make("requests/cancel", R"({"send": "s1"})")) << "it has ended: nothing to do";
}

TEST_F(RequestCallsTest, CancelAnswersAQuestionOfAScript) {
  make_vault();
  let_scripts_use_the_vault();
  bool refused = false;
  scripts_["wants"] = [&](const script::ScriptJob&, script::ScriptCalls& calls) {
    refused = !calls.vault_get("key").ok();
    return script::ScriptOutcome();
  };
  json::Object item = get(server_.url());
  item["event"] = json::Array{event("prerequest", "wants")};
  const std::jthread other([&] {
    while (questions_.open().empty()) std::this_thread::yield();
    EXPECT_TRUE(make("requests/cancel", R"({"send": "s1"})"));
  });
  EXPECT_EQ(at(send(item), "/failure/code"), "cancelled");
  EXPECT_TRUE(refused);
  EXPECT_EQ(server_.connections(), 0);
}

TEST_F(RequestCallsTest, ScriptsUseTheVaultOnlyWhereItIsSwitchedOn) {
  make_vault();
  std::string said;
  scripts_["wants"] = [&](const script::ScriptJob&, script::ScriptCalls& calls) {
    said = to_string(calls.vault_get("key").error());
    return script::ScriptOutcome();
  };
  json::Object item = get(server_.url());
  item["event"] = json::Array{event("prerequest", "wants")};
  send(item);
  EXPECT_THAT(said, HasSubstr("Settings"));
  EXPECT_THAT(questions_.open(), IsEmpty());
}

TEST_F(RequestCallsTest, WhatAScriptSetsIsCurrentUntilCofferEnds) {
  scripts_["set"] = [](const script::ScriptJob& job, script::ScriptCalls&) {
    script::ScriptOutcome outcome;
    json::Value environment = *job.environment;
    environment.as_object()["values"].as_array().push_back(
        json::Object{{"key", "token"}, {"value", "t-123"}, {"type", "any"}, {"enabled", true}});
    outcome.environment = std::move(environment);
    return outcome;
  };
  write(
      "test.postman_environment.json",
      R"({"name": "Test", "values": [{"key": "host", "value": "h", "enabled": true}], "_postman_variable_scope": "environment"})");
  const json::Object place{{"environment", "test.postman_environment.json"}};
  json::Object first = get(server_.url());
  first["event"] = json::Array{event("test", "set")};
  send(first, place);

  const json::Value seen = look(get(server_.url("/{{token}}/{{host}}")), place);
  EXPECT_EQ(at(seen, "/url"), server_.url("/t-123/h"));
  EXPECT_EQ(at(seen, "/variables/0/source"), "script");
  EXPECT_EQ(at(seen, "/variables/1/source"), "environment");
  send(get(server_.url("/{{token}}")), place);
  EXPECT_EQ(server_.last().target, "/t-123");
  send(get(server_.url("/{{token}}")));
  EXPECT_EQ(server_.last().target, "/%7B%7Btoken%7D%7D") << "it is of that environment alone";
  performer_.memory().forget();
  EXPECT_EQ(at(look(get(server_.url("/{{token}}")), place), "/variables/0/source"), "unresolved");
}

// A value that a script took from the vault into a variable stays a secret in the sends that follow.
TEST_F(RequestCallsTest, ACurrentValueThatIsASecretIsNotTold) {
  make_vault();
  let_scripts_use_the_vault();
  scripts_["keep"] = [](const script::ScriptJob& job, script::ScriptCalls& calls) {
    script::ScriptOutcome outcome;
    const auto value = calls.vault_get("key");
    EXPECT_TRUE(value) << to_string(value.error());
    json::Value globals = *job.globals;
    globals.as_object()["values"].as_array().push_back(json::Object{
        {"key", "kept"},
        {"value", "Bearer " + (*value)->expose([](std::string_view text) { return std::string(text); })}});
    outcome.globals = std::move(globals);
    return outcome;
  };
  json::Object first = get(server_.url());
  first["event"] = json::Array{event("prerequest", "keep")};
  const std::jthread other([&] {
    while (questions_.open().empty()) std::this_thread::yield();
    EXPECT_TRUE(questions_.answer(1, Secret("once")));
  });
  send(first);
  json::Object second = get(server_.url("/second"));
  second["request"].as_object()["header"] =
      json::Array{json::Object{{"key", "Authorization"}, {"value", "{{kept}}"}}};
  said_.clear();
  EXPECT_EQ(at(send(second), "/response/status"), "200");
  EXPECT_EQ(server_.last().header("Authorization"), std::string("Bearer ") + kSecret);
  text("responses/body", R"({"response": 2, "view": "raw"})");
  look(second);
  said("requests/variables", json::Object());
  said("requests/curl", json::Object{{"item", second}});
  EXPECT_THAT(all_said(), Not(HasSubstr(kSecret)));
}

// SAFETY: runner/script_shaping.h holds across sends.
TEST_F(RequestCallsTest, ACurrentValueSendsNoSecretWhereTheCollectionDoesNot) {
  make_vault();
  http::LoopbackServer other(echo);
  scripts_["turn"] = [&](const script::ScriptJob& job, script::ScriptCalls&) {
    script::ScriptOutcome outcome;
    json::Value globals = *job.globals;
    globals.as_object()["values"].as_array() = {json::Object{{"key", "base"}, {"value", other.url()}}};
    outcome.globals = std::move(globals);
    return outcome;
  };
  write("g.postman_globals.json",
        json::dump(
            json::Object{{"name", "Globals"},
                         {"values", json::Array{json::Object{{"key", "base"}, {"value", server_.url()}}}},
                         {"_postman_variable_scope", "globals"}}));
  const json::Object place{{"globals", "g.postman_globals.json"}};
  const json::Object item = get("{{base}}?key={{vault:key}}");
  EXPECT_EQ(at(send(item, place), "/response/status"), "200");
  json::Object turning = get(server_.url());
  turning["event"] = json::Array{event("prerequest", "turn")};
  send(turning, place);
  EXPECT_EQ(at(send(item, place), "/failure/code"), "domain-not-allowed");
  EXPECT_EQ(other.connections(), 0);
}

TEST_F(RequestCallsTest, SetNextRequestDoesNotRepeatASend) {
  scripts_["again"] = [](const script::ScriptJob&, script::ScriptCalls&) {
    script::ScriptOutcome outcome;
    outcome.next_request_set = true;
    outcome.next_request = "Get it";
    return outcome;
  };
  json::Object item = get(server_.url());
  item["event"] = json::Array{event("test", "again")};
  EXPECT_EQ(at(send(item), "/failure"), "(none)");
  EXPECT_THAT(server_.requests(), SizeIs(1));
}

TEST_F(RequestCallsTest, AnItemInItsPlaceInherits) {
  write("shop.postman_collection.json",
        json::dump(json::Object{
            {"info", json::Object{{"name", "Shop"},
                                  {"schema",
                                   "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}}},
            {"variable", json::Array{json::Object{{"key", "base"}, {"value", server_.url("/v1")}}}},
            {"item", json::Array{json::Object{
                         {"name", "Orders"},
                         {"auth", json::Object{{"type", "bearer"},
                                               {"bearer", json::Array{json::Object{{"key", "token"},
                                                                                   {"value", "{{who}}"}}}}}},
                         {"variable", json::Array{json::Object{{"key", "who"}, {"value", "folder-token"}}}},
                         {"item", json::Array{get("{{base}}/old"), get("{{base}}/other")}}}}}}));
  const json::Object place{{"collection", "shop.postman_collection.json"}, {"at", "0.0"}};
  send(get("{{base}}/new"), place);
  EXPECT_EQ(server_.last().target, "/v1/new");
  EXPECT_EQ(server_.last().header("Authorization"), "Bearer folder-token");
  const json::Value seen = look(get("{{base}}/new"), place);
  EXPECT_EQ(at(seen, "/variables/0/source"), "collection");
  EXPECT_EQ(at(seen, "/variables/1/name"), "who");
  EXPECT_EQ(at(seen, "/variables/1/source"), "folder Orders");
  EXPECT_EQ(at(seen, "/variables/1/where/0"), "auth token");
  const json::Value all = said("requests/variables", place);
  EXPECT_EQ(at(all, "/variables/0/name"), "who");
  EXPECT_EQ(at(all, "/variables/1/name"), "base");
  EXPECT_THAT(json::dump(all), HasSubstr(R"({"name":"$guid","value":"","source":"dynamic"})"));

  EXPECT_EQ(make("requests/look",
                 json::dump(json::Object{
                     {"item", get("x")}, {"collection", "shop.postman_collection.json"}, {"at", "7"}}))
                .error()
                .field,
            "at");
}

TEST_F(RequestCallsTest, LookTellsTheStateOfEachReference) {
  make_vault();
  said("secrets/add", secret("there", "value-there-1", "http://127.0.0.1:" + std::to_string(server_.port())));
  said("secrets/add", secret("elsewhere", "value-elsewhere", "api.example.com"));
  said("secrets/add", secret("off", "value-of-off-1"));
  said("secrets/edit", R"({"name": "off", "enabled": false})");
  said_.clear();
  json::Object item =
      get(server_.url("/{{vault:there}}/{{vault:elsewhere}}/{{vault:off}}/{{vault:no}}/{{$guid}}/{{gone}}"));
  const json::Value seen = look(item);
  std::map<std::string, std::string> states, sources;
  for (const json::Value& each : seen.at("references").as_array())
    states[at(each, "/name")] = at(each, "/state");
  for (const json::Value& each : seen.at("variables").as_array())
    sources[at(each, "/name")] = at(each, "/source");
  EXPECT_EQ(states,
            (std::map<std::string, std::string>{
                {"there", "resolves"}, {"elsewhere", "not-allowed"}, {"off", "off"}, {"no", "unresolved"}}));
  EXPECT_EQ(sources, (std::map<std::string, std::string>{{"$guid", "dynamic"}, {"gone", "unresolved"}}));
  EXPECT_THAT(all_said(), Not(HasSubstr("value-")));
  EXPECT_EQ(server_.connections(), 0);

  ASSERT_TRUE(desk_.lock());
  EXPECT_EQ(at(look(item), "/references/0/code"), "vault-locked");
}

// Half-typed requests are looked at all the time.
TEST_F(RequestCallsTest, LookAtARequestThatCannotBeSentYet) {
  make_vault();
  const json::Value seen = look(get("{{host}}/{{vault:key}}"));
  EXPECT_EQ(at(seen, "/variables/0/source"), "unresolved");
  EXPECT_EQ(at(seen, "/references/0/name"), "key");
  EXPECT_EQ(at(seen, "/references/0/state"), "resolves");
  EXPECT_THAT(at(seen, "/warnings/0"), HasSubstr("host"));
}

TEST_F(RequestCallsTest, ARequestAsACurlCommand) {
  make_vault();
  const json::Value made =
      said("requests/curl", json::Object{{"item", get(server_.url("/a?k={{vault:key}}"))}});
  EXPECT_THAT(at(made, "/text"), HasSubstr("curl"));
  EXPECT_THAT(at(made, "/text"), HasSubstr("{{vault:key}}"));
}

TEST_F(RequestCallsTest, WrongArgumentsAreNamed) {
  EXPECT_EQ(make("requests/send", R"({"item": {"request": "x"}})").error().field, "send");
  EXPECT_EQ(make("requests/send", R"({"send": "a"})").error().field, "item");
  EXPECT_EQ(make("requests/send", R"({"send": "a", "item": 7})").error().field, "item");
  EXPECT_EQ(make("requests/look", json::dump(json::Object{{"item", get("x")}, {"environment", "none.json"}}))
                .error()
                .field,
            "environment");
  EXPECT_EQ(make("responses/body", R"({"response": 9, "view": "raw"})").error().field, "response");
}

}  // namespace
}  // namespace coffer::page
