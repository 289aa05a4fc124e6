#include "report/json_reporter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "base/testing/temporary_folder.h"
#include "report/testing/sample_run.h"

namespace coffer::report {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

namespace fs = std::filesystem;

class JsonReporterTest : public ::testing::Test {
 protected:
  std::string run(uint64_t iterations = 1) {
    auto reporter = JsonReporter::create(path_, {&sample_.redactor, &sample_.random, &sample_.clock});
    EXPECT_TRUE(reporter.ok()) << reporter.error().what;
    sample_.run({reporter->get()}, iterations);
    const auto outcome = (*reporter)->outcome();
    EXPECT_TRUE(outcome.ok()) << outcome.error().what;
    return *read_file(path_);
  }

  std::string run_with_scripts(uint64_t iterations = 1) {
    auto reporter = JsonReporter::create(path_, {&sample_.redactor, &sample_.random, &sample_.clock});
    EXPECT_TRUE(reporter.ok()) << reporter.error().what;
    sample_.run_with_scripts(**reporter, iterations);
    EXPECT_TRUE((*reporter)->outcome().ok());
    return *read_file(path_);
  }

  SampleRun sample_;
  TemporaryFolder temporary_;
  const fs::path folder_ = temporary_.path(), path_ = folder_ / "out" / "report.json";
};

// "run.executions[].cursor.ref string" for every member.
void list_members(const json::Value& value, const std::string& place, std::set<std::string>& out) {
  if (const auto* object = value.if_object()) {
    out.insert(place + " object");
    for (const auto& [key, member] : *object) list_members(member, place + "." + std::string(key), out);
  } else if (const auto* array = value.if_array()) {
    out.insert(place + " array");
    for (const auto& element : *array) list_members(element, place + "[]", out);
  } else {
    out.insert(place + (value.is_string()   ? " string"
                        : value.is_number() ? " number"
                        : value.is_bool()   ? " boolean"
                                            : " null"));
  }
}

// Recorded from newman 6.2.1, `-r json`, with a collection like the sample's. Left out: what is Node's own
// (errno, syscall, address, port, checksum, stacktrace of an error).
constexpr const char* kNewman[] = {".collection object",
                                   ".collection._ object",
                                   ".collection._.postman_id string",
                                   ".collection.item array",
                                   ".collection.item[].id string",
                                   ".collection.item[].name string",
                                   ".collection.item[].item array",
                                   ".collection.item[].event array",
                                   ".collection.item[].request object",
                                   ".collection.item[].request.url object",
                                   ".collection.item[].request.url.path array",
                                   ".collection.item[].request.url.host array",
                                   ".collection.item[].request.url.query array",
                                   ".collection.item[].request.url.variable array",
                                   ".collection.item[].request.method string",
                                   ".collection.item[].response array",
                                   ".collection.variable array",
                                   ".collection.info object",
                                   ".collection.info.name string",
                                   ".environment object",
                                   ".environment.id string",
                                   ".environment.values array",
                                   ".globals object",
                                   ".globals.id string",
                                   ".globals.values array",
                                   ".run object",
                                   ".run.stats.iterations.total number",
                                   ".run.stats.iterations.pending number",
                                   ".run.stats.iterations.failed number",
                                   ".run.stats.items object",
                                   ".run.stats.scripts object",
                                   ".run.stats.prerequests object",
                                   ".run.stats.requests object",
                                   ".run.stats.tests object",
                                   ".run.stats.assertions object",
                                   ".run.stats.testScripts object",
                                   ".run.stats.prerequestScripts object",
                                   ".run.timings.responseAverage number",
                                   ".run.timings.responseMin number",
                                   ".run.timings.responseMax number",
                                   ".run.timings.responseSd number",
                                   ".run.timings.dnsAverage number",
                                   ".run.timings.dnsSd number",
                                   ".run.timings.firstByteAverage number",
                                   ".run.timings.firstByteSd number",
                                   ".run.timings.started number",
                                   ".run.timings.completed number",
                                   ".run.executions array",
                                   ".run.executions[].cursor.position number",
                                   ".run.executions[].cursor.iteration number",
                                   ".run.executions[].cursor.length number",
                                   ".run.executions[].cursor.cycles number",
                                   ".run.executions[].cursor.empty boolean",
                                   ".run.executions[].cursor.eof boolean",
                                   ".run.executions[].cursor.bof boolean",
                                   ".run.executions[].cursor.cr boolean",
                                   ".run.executions[].cursor.ref string",
                                   ".run.executions[].cursor.httpRequestId string",
                                   ".run.executions[].item.id string",
                                   ".run.executions[].item.name string",
                                   ".run.executions[].item.request object",
                                   ".run.executions[].item.request.body.mode string",
                                   ".run.executions[].item.request.body.options.raw.language string",
                                   ".run.executions[].request.url.protocol string",
                                   ".run.executions[].request.url.path[] string",
                                   ".run.executions[].request.url.host[] string",
                                   ".run.executions[].request.url.query[].key string",
                                   ".run.executions[].request.url.query[].value string",
                                   ".run.executions[].request.url.variable array",
                                   ".run.executions[].request.header[].key string",
                                   ".run.executions[].request.header[].value string",
                                   ".run.executions[].request.header[].system boolean",
                                   ".run.executions[].request.method string",
                                   ".run.executions[].request.body.mode string",
                                   ".run.executions[].request.body.raw string",
                                   ".run.executions[].request.body.options.raw.language string",
                                   ".run.executions[].request.auth.type string",
                                   ".run.executions[].request.auth.basic[].type string",
                                   ".run.executions[].request.auth.basic[].value string",
                                   ".run.executions[].request.auth.basic[].key string",
                                   ".run.executions[].response.id string",
                                   ".run.executions[].response.status string",
                                   ".run.executions[].response.code number",
                                   ".run.executions[].response.header[].key string",
                                   ".run.executions[].response.header[].value string",
                                   ".run.executions[].response.stream.type string",
                                   ".run.executions[].response.stream.data[] number",
                                   ".run.executions[].response.cookie array",
                                   ".run.executions[].response.responseTime number",
                                   ".run.executions[].response.responseSize number",
                                   ".run.executions[].id string",
                                   ".run.executions[].requestError.code string",
                                   ".run.transfers.responseTotal number",
                                   ".run.failures array",
                                   ".run.failures[].error.code string",
                                   ".run.failures[].error.name string",
                                   ".run.failures[].error.message string",
                                   ".run.failures[].error.stack string",
                                   ".run.failures[].error.id string",
                                   ".run.failures[].error.timestamp number",
                                   ".run.failures[].at string",
                                   ".run.failures[].source.id string",
                                   ".run.failures[].source.request.url object",
                                   ".run.failures[].cursor.ref string",
                                   ".run.error null"};

TEST_F(JsonReporterTest, HasEveryMemberOfNewmansReport) {
  const auto document = json::parse(run(2));
  ASSERT_TRUE(document.ok()) << document.error().what;
  std::set<std::string> members;
  list_members(*document, "", members);
  for (const char* member : kNewman) EXPECT_THAT(members, Contains(std::string(member)));
}

// Recorded from newman 6.2.2 with a collection like the sample's. Left out: checksums and the stack traces
// that Newman makes up.
constexpr const char* kNewmanOfScripts[] = {".run.executions[].assertions array",
                                            ".run.executions[].assertions[].assertion string",
                                            ".run.executions[].assertions[].skipped boolean",
                                            ".run.executions[].assertions[].error.name string",
                                            ".run.executions[].assertions[].error.index number",
                                            ".run.executions[].assertions[].error.test string",
                                            ".run.executions[].assertions[].error.message string",
                                            ".run.executions[].assertions[].error.stack string",
                                            ".run.executions[].prerequestScript[].error.type string",
                                            ".run.executions[].prerequestScript[].error.name string",
                                            ".run.executions[].prerequestScript[].error.message string",
                                            ".run.executions[].prerequestScript[].error.id string",
                                            ".run.executions[].prerequestScript[].error.timestamp number",
                                            ".run.executions[].testScript[].error.name string",
                                            ".run.failures[].error.index number",
                                            ".run.failures[].error.test string",
                                            ".run.failures[].error.stack string",
                                            ".run.failures[].parent.id string",
                                            ".run.failures[].parent.name string",
                                            ".run.failures[].cursor.scriptId string"};

TEST_F(JsonReporterTest, HasEveryMemberOfNewmansReportOfScripts) {
  std::set<std::string> members;
  list_members(*json::parse(run_with_scripts(2)), "", members);
  for (const char* member : kNewmanOfScripts) EXPECT_THAT(members, Contains(std::string(member)));
}

TEST_F(JsonReporterTest, TellsWhatScriptsDid) {
  const auto document = *json::parse(run_with_scripts());
  const json::Value& run = document.at("run");
  EXPECT_EQ(json::dump(run.at("stats").at("assertions")), R"({"total":6,"pending":0,"failed":3})");
  EXPECT_EQ(json::dump(run.at("stats").at("scripts")), R"({"total":6,"pending":0,"failed":2})");
  EXPECT_EQ(json::dump(run.at("stats").at("testScripts")), R"({"total":3,"pending":0,"failed":1})");
  const json::Value& make = run.at("executions").at(0);
  EXPECT_EQ(json::dump(make.at("assertions").at(0)), R"({"assertion":"status is 200","skipped":false})");
  EXPECT_EQ(json::dump(make.at("assertions").at(1)),
            R"({"assertion":"total is 2","skipped":false,"error":{"name":"AssertionError","index":1,)"
            R"("test":"total is 2","message":"expected 1 to deeply equal 2","stack":"AssertionError: )"
            R"(expected 1 to deeply equal 2\nat test script of Orders / Nested / Make:3:7"}})");
  EXPECT_EQ(json::dump(make.at("assertions").at(2)), R"({"assertion":"later","skipped":true})");
  EXPECT_EQ(json::dump(make.at("coffer").at("scripts").at(0).at("console")),
            R"([{"level":"log","args":["collection","{ a: 1 }"]},{"level":"warn","args":["two\nlines"]}])");
  EXPECT_EQ(make.at("coffer").at("scripts").at(2).at("visualizer").at("template").as_string(),
            "<h1>{{title}}</h1>");
  EXPECT_EQ(run.at("executions").at(1).at("prerequestScript").at(0).at("error").at("name").as_string(),
            "TypeError");
}

TEST_F(JsonReporterTest, FailuresStandInNewmansOrderAndPlaces) {
  const auto document = *json::parse(run_with_scripts());
  std::vector<std::string> places;
  for (const auto& failure : document.at("run").at("failures").as_array())
    places.push_back(std::string(failure.at("source").at("name").as_string()) + ": " +
                     std::string(failure.at("at").as_string()));
  EXPECT_THAT(places,
              ElementsAre("Make: request", "Make: assertion:1 in test-script",
                          "Make: assertion:3 in test-script", "List: prerequest-script", "List: test-script",
                          "Refused: request", "Down: request", "Down: assertion:0 in test-script"));
}

TEST_F(JsonReporterTest, WhatAScriptSkippedIsNoExecution) {
  auto reporter = JsonReporter::create(path_, {&sample_.redactor, &sample_.random, &sample_.clock});
  const auto items = *postman::items_of(sample_.collection, {});
  (*reporter)->run_started(sample_.collection, 1);
  runner::ItemResult skipped;
  skipped.item = items.data();
  skipped.skipped = true;
  skipped.requested = false;
  add_scripts_of_list(skipped);
  skipped.scripts.pop_back();
  (*reporter)->item_finished(skipped);
  (*reporter)->run_finished({});
  const auto document = *json::parse(*read_file(path_));
  EXPECT_TRUE(document.at("run").at("executions").as_array().empty());
  EXPECT_EQ(document.at("run").at("failures").at(0).at("at").as_string(), "prerequest-script");
}

TEST(CollectionExportTest, ScriptsAreWrittenAsNewmanWritesThem) {
  const auto collection = *postman::parse_collection(
      R"({"info":{"name":"c","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},)"
      R"("event":[{"listen":"test","script":"a\r\nb"}],"item":[{"name":"i","request":"http://a","event":)"
      R"([{"listen":"prerequest","script":{"id":"s","exec":["c"]}}]}]})");
  crypto::SeededRandom random{7};
  const json::Value document = export_collection(collection, random).document;
  const json::Value& script = document.at("event").at(0).at("script");
  EXPECT_EQ(json::dump(script.at("exec")), R"(["a","b"])");
  EXPECT_EQ(script.at("type").as_string(), "text/javascript");
  EXPECT_EQ(script.at("id").as_string().size(), 36U);
  EXPECT_EQ(json::dump(document.at("item").at(0).at("event").at(0).at("script")),
            R"({"id":"s","exec":["c"],"type":"text/javascript"})");
}

TEST_F(JsonReporterTest, CountsAndTellsWhatTheVaultDid) {
  const auto document = *json::parse(run(2));
  const json::Value& run = document.at("run");
  EXPECT_EQ(run.at("executions").as_array().size(), 8U);
  EXPECT_EQ(run.at("failures").as_array().size(), 4U);
  EXPECT_EQ(run.at("stats").at("requests").at("total").to_number<int>(), 8);
  EXPECT_EQ(run.at("stats").at("requests").at("failed").to_number<int>(), 4);
  const json::Value& first = run.at("executions").at(0);
  EXPECT_EQ(first.at("item").at("name").as_string(), "Make");
  EXPECT_EQ(first.at("coffer").at("references").at(0).at("name").as_string(), "key");
  EXPECT_FALSE(first.at("coffer").at("references").at(0).at("cached").as_bool());
  EXPECT_EQ(first.at("request").at("header").at(0).at("value").as_string(), "{{vault:key}}");
  const json::Value& redirected = run.at("executions").at(1);
  EXPECT_EQ(redirected.at("coffer").at("hops").as_array().size(), 2U);
  const json::Value& refused = run.at("executions").at(2);
  EXPECT_FALSE(refused.as_object().contains("response"));
  EXPECT_EQ(refused.at("coffer").at("error").at("code").as_string(), "domain-not-allowed");
  EXPECT_EQ(refused.at("coffer").at("error").at("reference").as_string(), "key");
  EXPECT_EQ(refused.at("coffer").at("error").at("mend").as_string(), "Add the host to its allowed domains.");
}

TEST_F(JsonReporterTest, LeavesSecretVariablesOfTheEnvironmentOut) {
  sample_.environment = *postman::parse_variable_file(
      R"({"id":"env-1","name":"Dev","values":[{"key":"who","value":7},{"key":"pin","value":"do-not-print","type":"secret"}]})");
  const std::string text = run();
  EXPECT_EQ(json::dump(json::parse(text)->at("environment")),
            R"({"id":"env-1","name":"Dev","values":[{"type":"any","value":7,"key":"who"},)"
            R"({"type":"secret","value":"","key":"pin"}]})");
  EXPECT_THAT(text, Not(HasSubstr("do-not-print")));
}

// Spec 5.8, over the text of the file and over the bodies inside it.
TEST_F(JsonReporterTest, NoPlantedSecretIsInIt) {
  const std::string text = run_with_scripts(2);
  std::string bodies;
  const auto document = *json::parse(text);
  for (const auto& execution : document.at("run").at("executions").as_array()) {
    if (!execution.as_object().contains("response")) continue;
    for (const auto& byte : execution.at("response").at("stream").at("data").as_array())
      bodies += static_cast<char>(byte.to_number<int>());
  }
  EXPECT_THAT(bodies, HasSubstr("{{vault:key}}"));
  for (const std::string& planted : {std::string(kPlanted), std::string(kPlantedPassword)}) {
    for (const std::string& form :
         {planted, json_escape(planted), json_escape(json_escape(planted)), percent_encode(planted),
          hex_encode(planted), base64_encode("me:" + planted)}) {
      EXPECT_THAT(text, Not(HasSubstr(form)));
      EXPECT_THAT(bodies, Not(HasSubstr(form)));
    }
  }
}

TEST_F(JsonReporterTest, LeavesNothingBehindWhereTheRunDoesNotFinish) {
  {
    const auto reporter = JsonReporter::create(path_, {&sample_.redactor, &sample_.random, &sample_.clock});
    ASSERT_TRUE(reporter.ok());
    (*reporter)->run_started(sample_.collection, 1);
    EXPECT_EQ((*reporter)->outcome().error().code, ErrorCode::kCancelled);
  }
  EXPECT_TRUE(fs::is_empty(path_.parent_path()));
}

TEST_F(JsonReporterTest, KeepsTheOldReportUntilTheNewOneIsWhole) {
  fs::create_directories(path_.parent_path());
  std::ofstream(path_) << "old";
  {
    const auto reporter = JsonReporter::create(path_, {&sample_.redactor, &sample_.random, &sample_.clock});
    ASSERT_TRUE(reporter.ok());
    (*reporter)->run_started(sample_.collection, 1);
  }
  EXPECT_EQ(*read_file(path_), "old");
  EXPECT_THAT(run(), HasSubstr("\"executions\""));
  EXPECT_EQ(std::distance(fs::directory_iterator(path_.parent_path()), fs::directory_iterator()), 1);
}

TEST_F(JsonReporterTest, AFolderIsNoReportFile) {
  const auto reporter = JsonReporter::create(folder_, {&sample_.redactor, &sample_.random, &sample_.clock});
  ASSERT_FALSE(reporter.ok());
  EXPECT_EQ(reporter.error().code, ErrorCode::kInvalidArgument);
}

TEST_F(JsonReporterTest, FilesAreNamedAsNewmanNamesThem) {
  const WallTime now(std::chrono::milliseconds(1'795'467'508'123));
  EXPECT_EQ(output_path("", "newman-run-report.json", now),
            "newman/newman-run-report-2026-11-23-20-58-28-123-0.json");
  EXPECT_EQ(output_path("own.json", "newman-run-report.json", now), "own.json");
  EXPECT_EQ(output_path(folder_.string(), "newman-run-report.xml", now),
            folder_ / "newman-run-report-2026-11-23-20-58-28-123-0.xml");
}

}  // namespace
}  // namespace coffer::report
