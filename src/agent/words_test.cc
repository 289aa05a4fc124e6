#include "agent/words.h"

#include <gtest/gtest.h>

namespace coffer::agent {
namespace {

using secrets::ConnectInput;
using secrets::ExternalValue;
using secrets::Holder;
using secrets::ValueCache;

const std::string kArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-AbCdEf";

std::string text_of(const Secret& secret) {
  return secret.expose([](std::string_view bytes) { return std::string(bytes); });
}

ExternalValue value(const std::string& text) {
  ExternalValue made;
  made.value = std::make_shared<const Secret>(text);
  made.binary = true;
  made.version_id = "v-1";
  made.identity = "arn:aws:iam::123456789012:user/me";
  made.stages = {"AWSCURRENT", "blue"};
  made.created = WallTime(std::chrono::milliseconds(1'700'000'000'123));
  made.fetched = WallTime(std::chrono::milliseconds(1'700'000'001'456));
  return made;
}

TEST(WordsTest, ConnectInput) {
  ConnectInput input;
  input.name = "second";
  input.profile = "work";
  input.mfa_serial = "arn:aws:iam::123456789012:mfa/me";
  input.mfa_code = std::make_shared<const Secret>("123456");
  input.ask_mfa = false;
  input.credentials = aws::Credentials{"AKIA1", Secret("key"), Secret("token"), std::nullopt, "typed"};
  Message message;
  write_input(input, message);
  Reader reader(message);
  const auto again = read_input(reader);
  ASSERT_TRUE(again) << to_string(again.error());
  EXPECT_EQ(again->name, "second");
  EXPECT_EQ(again->profile, "work");
  EXPECT_EQ(again->region, std::nullopt);
  EXPECT_EQ(again->mfa_serial, input.mfa_serial);
  EXPECT_FALSE(again->ask_mfa);
  EXPECT_EQ(text_of(*again->mfa_code), "123456");
  ASSERT_TRUE(again->credentials);
  EXPECT_EQ(again->credentials->access_key_id, "AKIA1");
  EXPECT_EQ(text_of(again->credentials->secret_access_key), "key");
  EXPECT_EQ(text_of(again->credentials->session_token), "token");
}

TEST(WordsTest, LinksAndHowLongToKeepThem) {
  std::vector<Holder::Wanted> wanted(3);
  for (Holder::Wanted& each : wanted) each.link.secret = kArn;
  wanted[1].link.role = "arn:aws:iam::123456789012:role/reader";
  wanted[1].link.external_id = "ext-1";
  wanted[1].link.narrow_role = true;
  wanted[1].keep = std::chrono::hours(1);
  wanted[2].link.json_key = "a \"b\"";
  wanted[2].link.connection = "work";
  Message message;
  write_wanted(wanted, ValueCache::Freshness::kFetched, message);
  const Reader reader(message);
  EXPECT_TRUE(reader.flag("fresh"));
  const auto again = read_wanted(reader);
  ASSERT_TRUE(again) << to_string(again.error());
  ASSERT_EQ(again->size(), 3U);
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_EQ((*again)[i].link, wanted[i].link);
    EXPECT_EQ((*again)[i].keep, wanted[i].keep);
  }
}

TEST(WordsTest, MoreLinksThanARequestMayHaveAreRefused) {
  std::vector<Holder::Wanted> wanted(kMostLinksRead + 1);
  for (Holder::Wanted& each : wanted) each.link.secret = kArn;
  Message message;
  write_wanted(wanted, ValueCache::Freshness::kCached, message);
  EXPECT_FALSE(read_wanted(Reader(message)));
}

TEST(WordsTest, ValuesErrorsAndWhatWasThereBefore) {
  std::vector<Holder::Got> got;
  got.push_back({value("one"), true, nullptr});
  got.push_back({Error{ErrorCode::kAccessDenied, "no", "ask", "field"}, false, nullptr});
  got.push_back({value("new"), false, std::make_shared<const ExternalValue>(value("old"))});
  Message message;
  write_got(got, message);
  EXPECT_FALSE(json::dump(message.body).contains("one"));
  Reader reader(message);
  const auto again = read_got(reader);
  ASSERT_TRUE(again) << to_string(again.error());
  ASSERT_EQ(again->size(), 3U);
  EXPECT_EQ(text_of(*(*again)[0].value->value), "one");
  EXPECT_TRUE((*again)[0].cached);
  EXPECT_EQ((*again)[0].value->stages, got[0].value->stages);
  EXPECT_EQ((*again)[0].value->created, got[0].value->created);
  EXPECT_EQ((*again)[0].value->fetched, got[0].value->fetched);
  EXPECT_EQ((*again)[0].value->version_id, "v-1");
  EXPECT_TRUE((*again)[0].value->binary);
  ASSERT_FALSE((*again)[1].value);
  EXPECT_EQ((*again)[1].value.error().code, ErrorCode::kAccessDenied);
  EXPECT_EQ(to_string((*again)[1].value.error()), to_string(got[1].value.error()));
  EXPECT_EQ(text_of(*(*again)[2].value->value), "new");
  ASSERT_TRUE((*again)[2].before);
  EXPECT_EQ(text_of(*(*again)[2].before->value), "old");
}

TEST(WordsTest, AnAnswerWithFewerSecretsThanItCountsOnIsMalformed) {
  Message message;
  write_got({{value("one"), true, nullptr}}, message);
  message.secrets.clear();
  Reader reader(message);
  const auto again = read_got(reader);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::kMalformed);
}

TEST(WordsTest, Connection) {
  secrets::ConnectionInfo info;
  info.name = "default";
  info.kind = "MFA session";
  info.account = "123456789012";
  info.expires = WallTime(std::chrono::milliseconds(5));
  info.left = std::chrono::seconds(7);
  const json::Object body = write_connection(info);
  Message message{body};
  const auto again = read_connection(Reader(message));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->name, "default");
  EXPECT_EQ(again->kind, "MFA session");
  EXPECT_EQ(again->expires, info.expires);
  EXPECT_EQ(again->left, info.left);
}

TEST(WordsTest, ListsOfSecretsAndVersions) {
  aws::SecretDescription one;
  one.arn = kArn;
  one.name = "a";
  one.versions = {{"v-1", {"AWSCURRENT"}}, {"v-0", {}}};
  one.created = WallTime(std::chrono::milliseconds(1));
  Message message{{{"secrets", write_descriptions({one})}}};
  const auto again = read_descriptions(Reader(message));
  ASSERT_TRUE(again);
  ASSERT_EQ(again->size(), 1U);
  EXPECT_EQ(again->front().arn, kArn);
  EXPECT_EQ(again->front().versions, one.versions);
  EXPECT_EQ(again->front().created, one.created);
  EXPECT_EQ(again->front().deleted, std::nullopt);
}

TEST(WordsTest, EveryErrorCodeComesBack) {
  for (int i = 0; i <= static_cast<int>(ErrorCode::kTooManyRedirects); ++i) {
    const auto code = static_cast<ErrorCode>(i);
    Message message{write_error({code, "what"})};
    EXPECT_EQ(read_error(Reader(message)).code, code) << to_string(code);
  }
}

}  // namespace
}  // namespace coffer::agent
