// Secrets without allowed domains, and scripts that shape requests.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runner/origin_template.h"
#include "runner/testing/script_fixture.h"

namespace coffer::runner {
namespace {

using script::ScriptCalls;
using script::ScriptJob;
using script::ScriptOutcome;
using ::testing::HasSubstr;

// "key" has allowed domains, "anywhere" has none.
class ScriptShapingTest : public ScriptFixture {
 protected:
  ScriptShapingTest() {
    vault_.is_granted = false;
    options_.environment = *postman::parse_variable_file(
        R"({"values": [{"key": "base", "value": "https://api.example.com"}, {"key": "x", "value": "plain"}]})");
  }

  // A request with the headers X: `header`, Y: {{x}}, whose pre-request script sets `variable`.
  const ItemResult& run_with(const std::string& header, const std::string& variable,
                             const std::string& value) {
    collection_ = collection_of(R"("item": [{"name": "A", "event": [)" + event("prerequest", "s") +
                                R"(], "request": {"url": "{{base}}/a", "header": [{"key": "X", "value": ")" +
                                header + R"("}, {"key": "Y", "value": "{{x}}"}]}}])");
    script("s") = [=](const ScriptJob& job, ScriptCalls&) {
      ScriptOutcome outcome;
      outcome.environment = with_variable(*job.environment, variable, json::Value(value));
      return outcome;
    };
    summary_ = run(collection_);
    return recorder_.results.back();
  }

  postman::Collection collection_;
  RunSummary summary_;
};

TEST_F(ScriptShapingTest, WhatNoScriptTouchedGoesWhereTheCollectionSendsIt) {
  EXPECT_FALSE(run_with("{{vault:anywhere}}", "other", "1").error);
  EXPECT_EQ(transport_.requests().size(), 1U);
  EXPECT_EQ(vault_.asked, 0);
}

TEST_F(ScriptShapingTest, APathThatAScriptSetIsNoOtherOrigin) {
  EXPECT_FALSE(run_with("{{vault:anywhere}}", "base", "https://API.example.com:443/v2").error);
}

TEST_F(ScriptShapingTest, AnotherOriginNeedsAllowedDomains) {
  const ItemResult& result = run_with("{{vault:anywhere}}", "base", "https://evil.example");
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kDomainNotAllowed);
  EXPECT_THAT(result.error->what, HasSubstr("{{vault:anywhere}}"));
  EXPECT_THAT(result.error->what, HasSubstr("https://evil.example"));
  EXPECT_THAT(result.error->mend, HasSubstr("allowed domains"));
  EXPECT_THAT(result.error->mend, HasSubstr("--grant-vault"));
  EXPECT_EQ(result.failed_reference, "anywhere");
  EXPECT_TRUE(transport_.requests().empty());
  EXPECT_TRUE(source_.used.empty());
  EXPECT_EQ(exit_status(summary_), 3);
}

TEST_F(ScriptShapingTest, AnotherPortOrSchemeIsAnotherOrigin) {
  EXPECT_TRUE(run_with("{{vault:anywhere}}", "base", "https://api.example.com:8443").error);
  EXPECT_TRUE(run_with("{{vault:anywhere}}", "base", "http://api.example.com").error);
}

TEST_F(ScriptShapingTest, AReferenceOfAScriptNeedsAllowedDomains) {
  const ItemResult& result = run_with("1", "x", "{{vault:anywhere}}");
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kDomainNotAllowed);
  EXPECT_EQ(result.error->field, "header Y");
  EXPECT_TRUE(transport_.requests().empty());
}

TEST_F(ScriptShapingTest, ASecretWhoseDomainsIncludeTheTargetIsFine) {
  EXPECT_FALSE(run_with("1", "x", "{{vault:key}}").error);
  EXPECT_EQ(transport_.requests()[0].header("Y"), kSecret);
  EXPECT_EQ(vault_.asked, 0);
}

TEST_F(ScriptShapingTest, TheGrantAllowsIt) {
  vault_.is_granted = true;
  EXPECT_FALSE(run_with("1", "x", "{{vault:anywhere}}").error);
  EXPECT_EQ(vault_.asked, 1);
  EXPECT_EQ(transport_.requests()[0].header("Y"), "any-where-value-77");
}

TEST_F(ScriptShapingTest, WithoutAVaultForScriptsItIsRefusedToo) {
  vault_given_ = false;
  EXPECT_TRUE(run_with("1", "x", "{{vault:anywhere}}").error);
}

TEST_F(ScriptShapingTest, ARequestThatAScriptWroteIsShapedByIt) {
  collection_ = collection_of(R"("item": [{"name": "A", "event": [)" + event("prerequest", "s") +
                              R"(], "request": {"url": "{{base}}/{{vault:anywhere}}"}}])");
  script("s") = [](const ScriptJob& job, ScriptCalls&) {
    ScriptOutcome outcome;
    outcome.request = *job.request;
    outcome.request->as_object()["url"] = "https://evil.example/{{vault:anywhere}}";
    return outcome;
  };
  run(collection_);
  EXPECT_EQ(recorder_.results[0].error->code, ErrorCode::kDomainNotAllowed);
  EXPECT_TRUE(transport_.requests().empty());
}

TEST_F(ScriptShapingTest, AHostHeaderOfAScriptIsAnotherTarget) {
  collection_ = collection_of(R"("item": [{"name": "A", "event": [)" + event("prerequest", "s") +
                              R"(], "request": {"url": "{{base}}/{{vault:anywhere}}"}}])");
  script("s") = [](const ScriptJob& job, ScriptCalls&) {
    ScriptOutcome outcome;
    outcome.request = *job.request;
    outcome.request->as_object()["header"] =
        json::Array{json::Object{{"key", "Host"}, {"value", "evil.example"}}};
    return outcome;
  };
  run(collection_);
  EXPECT_EQ(recorder_.results[0].error->code, ErrorCode::kDomainNotAllowed);
}

// pm.variables outranks the data, so it shapes as well.
TEST_F(ScriptShapingTest, TheLayerOfPmVariablesShapesToo) {
  collection_ = collection_of(
      R"("item": [{"name": "A", "event": [)" + event("prerequest", "s") +
      R"(], "request": {"url": "{{base}}/", "header": [{"key": "X", "value": "{{vault:anywhere}}"}]}}])");
  script("s") = [](const ScriptJob& job, ScriptCalls&) {
    ScriptOutcome outcome;
    outcome.variables = with_variable(*job.variables, "base", "https://evil.example");
    return outcome;
  };
  run(collection_);
  EXPECT_EQ(recorder_.results[0].error->code, ErrorCode::kDomainNotAllowed);
}

// The request to the token endpoint has origin and references of its own.
TEST_F(ScriptShapingTest, ATokenRequestIsHeldToTheSame) {
  collection_ = collection_of(
      R"("item": [{"name": "A", "event": [)" + event("prerequest", "s") +
      R"(], "request": {"url": "https://api.example.com/", "auth": {"type": "oauth2", "oauth2": [
          {"key": "grant_type", "value": "client_credentials"}, {"key": "accessTokenUrl", "value": "{{base}}/token"},
          {"key": "clientId", "value": "me"}, {"key": "clientSecret", "value": "{{vault:anywhere}}"}]}}}])");
  script("s") = [](const ScriptJob& job, ScriptCalls&) {
    ScriptOutcome outcome;
    outcome.environment = with_variable(*job.environment, "base", "https://evil.example");
    return outcome;
  };
  run(collection_);
  ASSERT_TRUE(recorder_.results[0].error);
  EXPECT_EQ(recorder_.results[0].error->code, ErrorCode::kDomainNotAllowed);
  EXPECT_TRUE(transport_.requests().empty());
}

// A row of data is the user's, not a script's.
TEST_F(ScriptShapingTest, DataDoesNotShape) {
  const auto data = postman::parse_data_file(
      R"([{"base": "https://other.example", "x": "{{vault:anywhere}}"}])", postman::DataFormat::kJson);
  options_.data = &*data;
  EXPECT_FALSE(run_with("1", "other", "2").error);
  EXPECT_EQ(transport_.requests()[0].url, "https://other.example/a");
}

TEST(OriginText, IsTheSameForTemplatesThatLeadToOneOrigin) {
  EXPECT_EQ(origin_text("HTTPS://Api.Example.com:443/a?{{vault:k}}"),
            origin_text("https://api.example.com/b"));
  EXPECT_NE(origin_text("https://api.example.com"), origin_text("https://api.example.com:8443"));
  EXPECT_EQ(origin_text("https://{{vault:host}}/a"), origin_text("https://{{ vault:host }}/b"));
  EXPECT_NE(origin_text("https://{{vault:host}}/a"), origin_text("https://{{vault:host}}.evil.example/a"));
  EXPECT_NE(origin_text("https://{{vault:host}}/a"), origin_text("https://x@{{vault:other}}/a"));
}

}  // namespace
}  // namespace coffer::runner
