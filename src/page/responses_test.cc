#include "page/responses.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "page/response_calls.h"
#include "page/sent.h"
#include "page/testing/test_desk.h"

namespace coffer::page {
namespace {

using testing::HasSubstr;

KeptResponse response(std::string body, std::string type = "text/plain",
                      const std::string& url = "http://a/b") {
  KeptResponse kept;
  kept.exchanges.emplace_back();
  kept.exchanges.back().url = url;
  kept.exchanges.back().status = 200;
  kept.exchanges.back().response_headers = {{"Content-Type", type}};
  kept.language = language_of(type, body);
  kept.body = std::move(body);
  kept.type = std::move(type);
  return kept;
}

class ResponsesTest : public testing::Test {
 protected:
  ResponsesTest() { response_calls_.add_to(calls_); }

  uint64_t keep(KeptResponse kept) { return responses_.keep(std::move(kept), Responses::Shelf::kSends); }
  std::string said(std::string_view call, uint64_t number, const std::string& more = "") {
    const Answer answer = calls_.make(call, Secret("{\"response\": " + std::to_string(number) + more + "}"));
    EXPECT_TRUE(answer) << to_string(answer.error());
    return answer ? text_of(*answer) : std::string();
  }
  std::string pretty(KeptResponse kept) {
    return said("responses/body", keep(std::move(kept)), R"(, "view": "pretty")");
  }
  json::Value saved(KeptResponse kept) {
    return json::parse(said("responses/save", keep(std::move(kept)))).value();
  }

  Responses responses_;
  ResponseCalls response_calls_{responses_, "1.2.3"};
  Calls calls_;
};

TEST_F(ResponsesTest, TheOldestGoFirstAndRunsDoNotPushOutSends) {
  const uint64_t first = keep(response("a"));
  for (size_t i = 0; i < Responses::kMostOfRuns + 5; ++i)
    responses_.keep(response("r"), Responses::Shelf::kRuns);
  EXPECT_TRUE(responses_.find(first));
  EXPECT_EQ(responses_.find(first + 1).error().code, ErrorCode::kNotFound);
  for (size_t i = 0; i < Responses::kMostSends; ++i) keep(response("b"));
  EXPECT_EQ(responses_.find(first).error().field, "response");
}

TEST_F(ResponsesTest, WhatIsTooLargePushesOutWhatIsOlder) {
  const uint64_t first = responses_.keep(response("small"), Responses::Shelf::kRuns);
  const uint64_t large =
      responses_.keep(response(std::string(Responses::kRunBytes, 'x')), Responses::Shelf::kRuns);
  EXPECT_FALSE(responses_.find(first));
  EXPECT_TRUE(responses_.find(large));
}

TEST_F(ResponsesTest, JsonIsLaidOutAndItsNumbersStay) {
  EXPECT_EQ(pretty(response(R"({"a":[1.0,1e3,12345678901234567890]})", "application/json")),
            "{\n  \"a\": [\n    1.0,\n    1e3,\n    12345678901234567890\n  ]\n}");
  EXPECT_EQ(pretty(response(R"({"a":)", "application/json")), R"({"a":)") << "broken JSON stays as it is";
  EXPECT_EQ(pretty(response("<a><b/></a>", "application/xml")), "<a><b/></a>");
  EXPECT_EQ(pretty(response("caf\xE9")), "café");
}

TEST_F(ResponsesTest, WhatABodyIs) {
  EXPECT_EQ(language_of("application/problem+json; charset=utf-8", "{}"), "json");
  EXPECT_EQ(language_of("", " [1]"), "json");
  EXPECT_EQ(language_of("text/plain", "hello"), "text");
  EXPECT_EQ(language_of("image/svg+xml", "<svg/>"), "xml");
  EXPECT_EQ(language_of("application/xhtml+xml", "<html/>"), "html");
  EXPECT_EQ(language_of("text/html; charset=utf-8", "<p>"), "html");
  EXPECT_EQ(language_of("image/png", "\x89PNG"), "image");
  EXPECT_EQ(language_of("application/octet-stream", std::string("a\0b", 3)), "binary");
  EXPECT_EQ(language_of("text/plain", "caf\xE9"), "text");
}

TEST_F(ResponsesTest, ASavedResponseHasANameThatFits) {
  const auto name = [&](const std::string& url, const std::string& type) {
    return std::string(*json::find_string(saved(response("x", type, url)), "file_name"));
  };
  EXPECT_EQ(name("https://a/things/list?x=1", "application/json"), "list.json");
  EXPECT_EQ(name("https://a/", "text/html"), "response.html");
  EXPECT_EQ(name("https://a/../..%2f..", "text/plain"), "-2f...txt");
  EXPECT_EQ(name("https://a/pic.PNG", "image/png"), "pic.PNG");
  const json::Value text = saved(response("plain"));
  EXPECT_EQ(json::find_string(text, "text"), "plain");
  const json::Value binary = saved(response(std::string("\x89PNG\0", 5), "image/png"));
  EXPECT_EQ(json::find_string(binary, "base64"), "iVBORwA=");
  EXPECT_EQ(json::find(binary, "text"), nullptr);
}

TEST_F(ResponsesTest, AnArchiveOfOneResponse) {
  const json::Value made =
      json::parse(said("requests/har", keep(response("{}", "application/json", "http://a/list")))).value();
  EXPECT_EQ(json::find_string(made, "file_name"), "list.har");
  const json::Value har = json::parse(*json::find_string(made, "text")).value();
  EXPECT_EQ(har.at("log").at("creator").at("version").as_string(), "1.2.3");
  EXPECT_EQ(har.at("log").at("entries").as_array().size(), 1U);
}

}  // namespace
}  // namespace coffer::page
