#include "http/message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/testing/fake_transport.h"

namespace coffer::http {
namespace {

std::string text(const Secret& secret) {
  return secret.expose([](std::string_view bytes) { return std::string(bytes); });
}

TEST(RequestTest, HeadersAreFoundInAnyCase) {
  Request request;
  request.add_header("X-Key", "1");
  request.add_header("x-key", "2");
  ASSERT_NE(request.find_header("X-KEY"), nullptr);
  EXPECT_EQ(text(request.find_header("X-KEY")->value), "1");
  EXPECT_EQ(request.find_header("other"), nullptr);
}

TEST(RequestTest, SettingAHeaderReplacesEveryOneOfThatNameAndKeepsItsPlace) {
  Request request;
  request.add_header("A", "1");
  request.add_header("X-Key", "1");
  request.add_header("B", "1");
  request.add_header("x-key", "2");
  request.set_header("X-KEY", Secret("new"));
  request.set_header("C", Secret("added"));
  std::vector<std::string> lines;
  for (const RequestHeader& header : request.headers) lines.push_back(header.name + "=" + text(header.value));
  EXPECT_THAT(lines, testing::ElementsAre("A=1", "X-KEY=new", "B=1", "C=added"));
  request.remove_header("x-Key");
  EXPECT_EQ(request.headers.size(), 3u);
}

TEST(RequestTest, ACloneIsEqualAndApart) {
  Request request;
  request.method = "POST";
  request.url = Secret("http://h/");
  request.add_header("A", "1");
  std::vector<FormPart> parts;
  parts.push_back({"field", Secret("value"), "text/plain", ""});
  parts.push_back({"file", FileBody{"/tmp/x"}, "", "y.txt"});
  request.body = std::move(parts);

  Request copy = request.clone();
  request.body = Secret("gone");
  const RecordedRequest record = record_of(copy, {});
  EXPECT_EQ(record.method, "POST");
  EXPECT_EQ(record.url, "http://h/");
  EXPECT_EQ(record.header("a"), "1");
  EXPECT_THAT(record.form_parts, testing::ElementsAre("field=value", "file=@/tmp/x"));
  EXPECT_EQ(record_of(request.clone(), {}).body, "gone");
}

TEST(HeadersTest, TheFirstIsFoundAndAbsenceIsNotEmptiness) {
  const Headers headers{{"Location", "/a"}, {"location", "/b"}, {"Empty", ""}};
  EXPECT_EQ(find_header(headers, "LOCATION"), "/a");
  EXPECT_EQ(find_header(headers, "empty"), "");
  EXPECT_EQ(find_header(headers, "absent"), std::nullopt);
}

TEST(ResponseBodyTest, MemoryBodyReadsUpToALimit) {
  const auto body = memory_body("hello");
  EXPECT_EQ(body->size(), 5u);
  EXPECT_EQ(*body->read(2), "he");
  EXPECT_EQ(*body->read(), "hello");
}

TEST(FakeTransportTest, AnswersFromTheQueueThenFromTheFunction) {
  FakeTransport transport([](const Request& request) -> Result<Response> {
    return make_response(request.method == "GET" ? 204 : 405);
  });
  transport.push(201, "made").push(Error{ErrorCode::kTimeout, "slow"});
  Request request;
  request.url = Secret("http://h/");
  EXPECT_EQ(transport.send(request, {})->status, 201);
  EXPECT_EQ(transport.send(request, {}).error().code, ErrorCode::kTimeout);
  EXPECT_EQ(transport.send(request, {})->status, 204);
  EXPECT_EQ(transport.requests().size(), 3u);
}

TEST(FakeTransportTest, AnEmptyQueueIsAnError) {
  FakeTransport transport;
  EXPECT_EQ(transport.send(Request(), {}).error().code, ErrorCode::kNetwork);
}

}  // namespace
}  // namespace coffer::http
