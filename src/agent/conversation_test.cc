#include "agent/conversation.h"

#include <sys/socket.h>

#include <thread>

#include "agent/client.h"
#include "agent/testing/agent_fixture.h"

namespace coffer::agent {
namespace {

class FakeControls final : public Controls {
 public:
  void stop() override { ++stops; }
  void cut_the_others() override { ++cuts; }
  int stops = 0, cuts = 0;
};

class ConversationTest : public AgentTest {
 protected:
  ConversationTest() {
    int ends[2] = {-1, -1};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    agents_end_.emplace(FileDescriptor(ends[0]), system_clock());
    clients_end_.emplace(FileDescriptor(ends[1]), system_clock());
    Conversation::Parts parts;
    parts.keeper = &keeper_;
    parts.controls = &controls_;
    parts.channel = &*agents_end_;
    parts.version = "1.2.3";
    parts.in_work = [](bool) {};
    conversation_.emplace(std::move(parts));
  }

  Message ask(Message message) { return conversation_->answer(std::move(message)); }
  static std::string code_of(const Message& answer) {
    const auto* error = answer.body.if_contains("error");
    if (error == nullptr) return "";
    return std::string(*json::find_string(*error, "code"));
  }
  void greet() {
    EXPECT_EQ(code_of(ask({{{"do", "hello"}, {"version", "1.2.3"}, {"protocol", kProtocol}}})), "");
  }
  void open(bool can_ask = false, bool can_run = false) {
    Message message{{{"do", "open"}, {"can_ask", can_ask}, {"can_run", can_run}}};
    json::Array names;
    for (const std::string_view name : told_variables()) {
      auto value = environment_.get_secret(name);
      if (!value) continue;
      names.emplace_back(std::string(name));
      message.secrets.push_back(*std::move(value));
    }
    message.body["variables"] = std::move(names);
    write_input({}, message);
    EXPECT_EQ(code_of(ask(std::move(message))), "");
  }
  Message read_message(const std::string& name) {
    Message message{{{"do", "read"}}};
    write_wanted({wanted(name)}, secrets::ValueCache::Freshness::kCached, message);
    return message;
  }
  std::string read_value(const std::string& name) {
    Message answer = ask(read_message(name));
    Reader reader(answer);
    const auto got = read_got(reader);
    return got ? text_of(got->front()) : "error: " + code_of(answer);
  }

  FakeControls controls_;
  std::optional<Channel> agents_end_, clients_end_;
  std::optional<Conversation> conversation_;
};

TEST_F(ConversationTest, GreetsItsOwnVersionOnly) {
  EXPECT_EQ(code_of(ask({{{"do", "status"}}})), "malformed");
  EXPECT_EQ(code_of(ask({{{"do", "hello"}, {"version", "1.2.4"}, {"protocol", kProtocol}}})), "unsupported");
  EXPECT_EQ(code_of(ask({{{"do", "hello"}, {"version", "1.2.3"}, {"protocol", kProtocol + 1}}})),
            "unsupported");
  EXPECT_EQ(code_of(ask({{{"do", "hello"}}})), "malformed");
  EXPECT_EQ(code_of(ask({{{"do", "status"}}})), "malformed");
  greet();
  EXPECT_EQ(code_of(ask({{{"do", "status"}}})), "");
}

TEST_F(ConversationTest, KeepsVaultKeys) {
  greet();
  Message put{{{"do", "vault-key-put"}, {"vault", "/v"}}};
  put.secrets.emplace_back("the-key");
  EXPECT_EQ(code_of(ask(std::move(put))), "");
  const Message got = ask({{{"do", "vault-key-get"}, {"vault", "/v"}}});
  ASSERT_EQ(got.secrets.size(), 1U);
  EXPECT_TRUE(got.secrets.front().equals(Secret("the-key")));
  EXPECT_TRUE(ask({{{"do", "vault-key-get"}, {"vault", "/other"}}}).secrets.empty());
  EXPECT_TRUE(ask({{{"do", "vault-key-forget"}, {"vault", "/v"}}}).body.at("there").as_bool());
  EXPECT_TRUE(ask({{{"do", "vault-key-get"}, {"vault", "/v"}}}).secrets.empty());
}

TEST_F(ConversationTest, ReadsThroughTheConnectionOfTheEnvironmentItWasTold) {
  greet();
  EXPECT_EQ(read_value("a"), "error: malformed");  // told nothing yet
  open();
  EXPECT_EQ(read_value("a"), "value-a");
  EXPECT_EQ(read_value("a"), "value-a");
  EXPECT_EQ(read_value("missing"), "error: external-secret-not-found");
  EXPECT_EQ(aws_.calls("GetSecretValue").size(), 2U);
}

TEST_F(ConversationTest, ALockEndsTheOthersAndNeedsAnOpeningAnew) {
  greet();
  open();
  EXPECT_EQ(read_value("a"), "value-a");
  EXPECT_EQ(code_of(ask({{{"do", "lock"}}})), "");
  EXPECT_EQ(controls_.cuts, 1);
  EXPECT_EQ(read_value("a"), "error: malformed");
  open();
  EXPECT_EQ(read_value("a"), "value-a");
  EXPECT_EQ(logins(), 2U);
}

TEST_F(ConversationTest, WhatTimeHasLockedIsNotHandedOutThoughNobodyLooked) {
  greet();
  Message put{{{"do", "vault-key-put"}, {"vault", "/v"}}};
  put.secrets.emplace_back("the-key");
  ask(std::move(put));
  clock_.advance(kDefaultIdle);  // no tick of the server's in between
  EXPECT_TRUE(ask({{{"do", "vault-key-get"}, {"vault", "/v"}}}).secrets.empty());
}

TEST_F(ConversationTest, NorByAConversationThatHasAShareInIt) {
  greet();
  open();
  EXPECT_EQ(read_value("a"), "value-a");
  clock_.advance(kDefaultIdle);
  std::jthread agent([&] { conversation_->run(); });
  ASSERT_TRUE(clients_end_->send(read_message("a")));
  agent.join();
  agents_end_.reset();
  const auto said = clients_end_->receive(kAnswerLimits, std::chrono::milliseconds(0));
  ASSERT_FALSE(said);
  EXPECT_EQ(said.error().code, ErrorCode::kIo);  // it hung up without an answer
  EXPECT_TRUE(keeper_.status().locked());
  EXPECT_EQ(fetches(), 1U);
  EXPECT_EQ(controls_.cuts, 1);
}

TEST_F(ConversationTest, AskingForTheStatusIsNoUse) {
  greet();
  Message put{{{"do", "vault-key-put"}, {"vault", "/v"}}};
  put.secrets.emplace_back("the-key");
  ask(std::move(put));
  clock_.advance(kDefaultIdle - std::chrono::minutes(1));
  EXPECT_EQ(ask({{{"do", "status"}}}).body.at("vaults").as_uint64(), 1U);
  clock_.advance(std::chrono::minutes(1));
  EXPECT_EQ(ask({{{"do", "status"}}}).body.at("vaults").as_uint64(), 0U);
}

// A question of MFA on its way to the person and back.
class FakePrompter final : public secrets::Prompter {
 public:
  Result<std::string> choose_mfa_device(const std::vector<std::string>& serials) override {
    offered = serials;
    return serials.back();
  }
  Result<std::string> mfa_device_by_hand(const std::string&) override {
    return Error{ErrorCode::kCancelled, "no"};
  }
  Result<Secret> mfa_code(const std::string& serial, const std::string& problem) override {
    asked.push_back(serial);
    problems.push_back(problem);
    return Secret(problems.size() == 1 ? "000000" : "123456");
  }
  std::vector<std::string> offered, asked, problems;
};

TEST_F(ConversationTest, QuestionsReachTheClientAndItsAnswersCount) {
  aws_.mfa_devices = {"arn:aws:iam::123456789012:mfa/a", "arn:aws:iam::123456789012:mfa/b"};
  greet();
  open(true);
  std::jthread agent([&] { conversation_->run(); });
  // Client's own half, without a greeting: that has been said.
  FakePrompter prompter;
  ASSERT_TRUE(clients_end_->send(read_message("a")));
  std::string value;
  while (value.empty()) {
    auto said = clients_end_->receive(kAnswerLimits, std::chrono::milliseconds(0));
    ASSERT_TRUE(said) << to_string(said.error());
    if (said->body.contains("ask")) {
      ASSERT_TRUE(clients_end_->send(answer_to(*said, {&prompter, nullptr})));
      continue;
    }
    Reader reader(*said);
    const auto got = read_got(reader);
    ASSERT_TRUE(got);
    value = text_of(got->front());
  }
  EXPECT_EQ(value, "value-a");
  EXPECT_EQ(prompter.offered, aws_.mfa_devices);
  EXPECT_EQ(prompter.asked, (std::vector<std::string>(2, aws_.mfa_devices.back())));
  EXPECT_TRUE(prompter.problems[0].empty());
  EXPECT_FALSE(prompter.problems[1].empty());
  clients_end_.reset();
}

TEST_F(ConversationTest, AClientThatGoesAtTheQuestionFailsItsOwnRequestOnly) {
  aws_.mfa_devices = {"arn:aws:iam::123456789012:mfa/a"};
  greet();
  open(true);
  std::jthread agent([&] { conversation_->run(); });
  ASSERT_TRUE(clients_end_->send(read_message("a")));
  const auto question = clients_end_->receive(kAnswerLimits, std::chrono::milliseconds(0));
  ASSERT_TRUE(question);
  EXPECT_EQ(question->body.at("ask").as_string(), "mfa-code");
  clients_end_.reset();
  agent.join();
  EXPECT_TRUE((*keeper_.surroundings(environment_, std::nullopt))->connections().empty());
}

TEST_F(ConversationTest, NobodyIsAskedWhereNobodyIs) {
  aws_.mfa_devices = {"arn:aws:iam::123456789012:mfa/a"};
  greet();
  open(false);
  EXPECT_EQ(read_value("a"), "error: mfa-required");
}

// A profile whose credentials a program prints.
class ProcessTest : public ConversationTest {
 protected:
  ProcessTest() {
    environment_.set("AWS_ACCESS_KEY_ID", "");
    environment_.set("AWS_SECRET_ACCESS_KEY", "");
    EXPECT_TRUE(make_private_folder(folder_.path() / ".aws"));
  }
  void prints(const std::string& text) {
    const auto file = folder_.path() / "printed";
    ASSERT_TRUE(replace_file(file, text));
    ASSERT_TRUE(replace_file(folder_.path() / ".aws" / "config",
                             "[default]\ncredential_process = cat " + file.string() + "\n"));
  }
  static constexpr const char* kKeys =
      R"({"Version":1,"AccessKeyId":"AKIAPROCESS","SecretAccessKey":"sEcReT-of-the-process"})";
};

TEST_F(ProcessTest, RunsWhereTheCommandWasTypedAndItsOutputIsASecret) {
  prints(kKeys);
  greet();
  open(false, true);
  std::jthread agent([&] { conversation_->run(); });
  ASSERT_TRUE(clients_end_->send(read_message("a")));
  const auto question = clients_end_->receive(kAnswerLimits, std::chrono::milliseconds(0));
  ASSERT_TRUE(question) << to_string(question.error());
  EXPECT_EQ(json::dump(question->body), R"({"ask":"credential-process","profile":"default"})");
  const Message answer = answer_to(*question, {nullptr, &environment_});
  EXPECT_EQ(json::dump(answer.body), R"({"status":0})");
  ASSERT_TRUE(clients_end_->send(answer));
  auto said = clients_end_->receive(kAnswerLimits, std::chrono::milliseconds(0));
  ASSERT_TRUE(said) << to_string(said.error());
  Reader reader(*said);
  EXPECT_EQ(text_of(read_got(reader)->front()), "value-a");
  EXPECT_EQ(aws_.calls("GetSecretValue").front().key_id, "AKIAPROCESS");
  clients_end_.reset();
}

TEST_F(ProcessTest, WhereTheClientCannotRunItTheAgentDoesNotEither) {
  prints(kKeys);
  greet();
  open(false, false);  // a question would be sent into a conversation that nobody reads
  Message answer = ask(read_message("a"));
  Reader reader(answer);
  const auto got = read_got(reader);
  ASSERT_TRUE(got);
  ASSERT_FALSE(got->front().value);
  EXPECT_EQ(got->front().value.error().code, ErrorCode::kNotConnected);
  EXPECT_NE(got->front().value.error().what.find("runs no programs"), std::string::npos);
}

TEST_F(ProcessTest, WhatTheClientCouldNotRunIsSaidAsWithoutAnAgent) {
  ASSERT_TRUE(
      replace_file(folder_.path() / ".aws" / "config", "[default]\ncredential_process = /no/such/program\n"));
  greet();
  open(false, true);
  std::jthread agent([&] { conversation_->run(); });
  ASSERT_TRUE(clients_end_->send(read_message("a")));
  const auto question = clients_end_->receive(kAnswerLimits, std::chrono::milliseconds(0));
  ASSERT_TRUE(question);
  ASSERT_TRUE(clients_end_->send(answer_to(*question, {nullptr, &environment_})));
  auto said = clients_end_->receive(kAnswerLimits, std::chrono::milliseconds(0));
  ASSERT_TRUE(said);
  Reader reader(*said);
  const auto got = read_got(reader);
  ASSERT_TRUE(got);
  ASSERT_FALSE(got->front().value);
  const Error& error = got->front().value.error();
  EXPECT_EQ(error.code, ErrorCode::kNotConnected);
  EXPECT_NE(error.what.find("the program /no/such/program could not be started"), std::string::npos)
      << error.what;
  clients_end_.reset();
}

TEST_F(ProcessTest, AClientRunsNothingButWhatItsOwnFilesName) {
  prints(kKeys);
  const auto answered = [&](const char* profile, const Environment* environment) {
    return answer_to({{{"ask", "credential-process"}, {"profile", profile}, {"command", "true"}}},
                     {nullptr, environment});
  };
  EXPECT_EQ(code_of(answered("another", &environment_)), "not-found");
  EXPECT_EQ(code_of(answered("default", nullptr)), "cancelled");
  EXPECT_TRUE(answered("default", &environment_).secrets.front().equals(Secret(kKeys)));
}

}  // namespace
}  // namespace coffer::agent
