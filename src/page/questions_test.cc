#include "page/questions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <thread>

namespace coffer::page {
namespace {

std::string text_of(const Secret& secret) {
  return secret.expose([](std::string_view bytes) { return std::string(bytes); });
}

class QuestionsTest : public testing::Test {
 protected:
  // As the page sees it: it hears of the question, and looks which are open.
  json::Value next_question() {
    while (questions_.open().empty()) std::this_thread::yield();
    return questions_.open().front();
  }
  static uint64_t number_of(const json::Value& question) {
    return static_cast<uint64_t>(*json::find_number(question, "number"));
  }

  EventHub events_;
  Environment environment_;
  FakeClock clock_{WallTime(std::chrono::milliseconds(1'800'000'000'000))};
  Questions questions_{events_, environment_, clock_};
};

TEST_F(QuestionsTest, WaitsForTheAnswer) {
  auto asked =
      std::async(std::launch::async, [&] { return questions_.mfa_code("arn:aws:iam::1:mfa/me", "wrong"); });
  const json::Value question = next_question();
  EXPECT_EQ(json::find_string(question, "kind"), "mfa-code");
  EXPECT_EQ(json::find_string(question, "serial"), "arn:aws:iam::1:mfa/me");
  EXPECT_EQ(json::find_string(question, "problem"), "wrong");
  EXPECT_EQ(events_.after(0).front().name, "question");
  ASSERT_TRUE(questions_.answer(number_of(question), Secret("123456")));
  auto answer = asked.get();
  ASSERT_TRUE(answer);
  EXPECT_EQ(text_of(*answer), "123456");
  EXPECT_TRUE(questions_.open().empty());
  EXPECT_EQ(events_.after(0).back().name, "answered");
  for (const Event& event : events_.after(0)) EXPECT_THAT(event.data, Not(testing::HasSubstr("123456")));
}

TEST_F(QuestionsTest, IsAnsweredOnce) {
  auto asked = std::async(std::launch::async, [&] { return questions_.choose_mfa_device({"a", "b"}); });
  const uint64_t number = number_of(next_question());
  EXPECT_TRUE(questions_.answer(number, Secret("b")));
  EXPECT_EQ(asked.get().value(), "b");
  EXPECT_EQ(questions_.answer(number, Secret("a")).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(questions_.cancel(99).error().code, ErrorCode::kNotFound);
}

TEST_F(QuestionsTest, MayBeCancelled) {
  auto asked = std::async(std::launch::async, [&] { return questions_.ask_secret("Passphrase"); });
  EXPECT_TRUE(questions_.cancel(number_of(next_question())));
  EXPECT_EQ(asked.get().error().code, ErrorCode::kCancelled);
}

TEST_F(QuestionsTest, WhenThePageEndsNobodyWaits) {
  auto one = std::async(std::launch::async, [&] { return questions_.ask("a"); });
  auto two = std::async(std::launch::async, [&] { return questions_.ask("b"); });
  while (questions_.open().size() < 2) std::this_thread::yield();
  questions_.close();
  EXPECT_EQ(one.get().error().code, ErrorCode::kCancelled);
  EXPECT_EQ(two.get().error().code, ErrorCode::kCancelled);
  EXPECT_EQ(questions_.ask("c").error().code, ErrorCode::kCancelled);
}

TEST_F(QuestionsTest, AnAnswerThatCannotBeRightIsRefusedAndTheQuestionStays) {
  auto asked =
      std::async(std::launch::async, [&] { return questions_.mfa_code("arn:aws:iam::1:mfa/me", ""); });
  const uint64_t number = number_of(next_question());
  EXPECT_EQ(questions_.answer(number, Secret("12")).error().field, "text");
  EXPECT_TRUE(questions_.answer(number, Secret(" 123456 ")));
  EXPECT_TRUE(asked.get());
}

TEST_F(QuestionsTest, ConnectingAgainTakesTheArgumentsOfConnect) {
  secrets::ConnectInput lost;
  lost.name = "prod";
  lost.region = "eu-west-1";
  auto asked = std::async(std::launch::async,
                          [&] { return questions_.connect_again(std::move(lost), "it has expired"); });
  const json::Value question = next_question();
  EXPECT_EQ(json::find_string(question, "kind"), "connect");
  EXPECT_EQ(json::find_string(question, "connection"), "prod");
  EXPECT_EQ(json::find_string(question, "why"), "it has expired");
  const uint64_t number = number_of(question);
  EXPECT_FALSE(questions_.answer(number, Secret("not json")));
  EXPECT_EQ(questions_.answer(number, Secret(R"({"type": "long-lived"})")).error().field, "access_key_id");
  EXPECT_EQ(questions_.answer(number, Secret(R"({"type": "hashicorp"})")).error().field, "type");
  ASSERT_TRUE(questions_.answer(number, Secret(R"({"type": "long-lived", "name": "other",
      "access_key_id": "AKIAIOSFODNN7EXAMPLE", "secret_access_key": "s3cret"})")));
  const auto given = asked.get();
  ASSERT_TRUE(given);
  EXPECT_EQ(given->name, "prod");
  EXPECT_EQ(given->region, "eu-west-1");
  EXPECT_EQ(text_of(given->credentials->secret_access_key), "s3cret");
  for (const Event& event : events_.after(0)) EXPECT_THAT(event.data, Not(testing::HasSubstr("s3cret")));
}

TEST_F(QuestionsTest, AGrantIsAskedForWithoutValues) {
  secrets::Redactor redactor;
  redactor.add("key", Secret("hidden-value"));
  GrantQuestions grants(questions_, redactor);
  auto asked = std::async(std::launch::async, [&] {
    return grants.ask(
        {.collection = "Shop", .use = "get \"hidden-value\"\n", .changed = true, .lasting = false});
  });
  const json::Value question = next_question();
  EXPECT_EQ(json::find_string(question, "collection"), "Shop");
  EXPECT_EQ(json::find_bool(question, "changed"), true);
  EXPECT_THAT(json::dump(question), Not(testing::HasSubstr("hidden-value")));
  EXPECT_FALSE(questions_.answer(number_of(question), Secret("always"))) << "it can't be kept";
  EXPECT_TRUE(questions_.answer(number_of(question), Secret("once")));
  EXPECT_EQ(asked.get().value(), secrets::GrantAnswer::kOnce);
}

TEST_F(QuestionsTest, WithoutAPageItIsGivenUp) {
  Questions lonely(events_, environment_, clock_, std::chrono::milliseconds(0));
  EXPECT_EQ(lonely.ask("anybody?").error().code, ErrorCode::kCancelled);
  EXPECT_EQ(events_.after(0).back().name, "answered");
}

TEST_F(QuestionsTest, TheSignInIsShownAndNobodyWaits) {
  EXPECT_TRUE(questions_.sign_in(
      {.url = "https://d/", .url_with_code = "https://d/?c", .code = "ABCD", .name = "corp"}));
  EXPECT_EQ(events_.after(0).front().name, "sign-in");
}

}  // namespace
}  // namespace coffer::page
