// A session over FakeAws, with links instead of a vault: for the tests of this folder.
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/testing/temporary_folder.h"
#include "secrets/session.h"
#include "secrets/testing/fake_aws.h"

namespace coffer::secrets {

// Answers what a test has laid ready; what is not laid ready is cancelled.
class FakePrompter final : public Prompter {
 public:
  Result<std::string> choose_mfa_device(const std::vector<std::string>& serials) override {
    offered = serials;
    return serials.back();
  }
  Result<std::string> mfa_device_by_hand(const std::string&) override {
    if (!by_hand) return Error{ErrorCode::kCancelled, "cancelled"};
    return *by_hand;
  }
  Result<std::string> ask(const std::string& question) override {
    COFFER_ASSIGN(const Secret answer, ask_secret(question));
    return answer.expose([](std::string_view bytes) { return std::string(bytes); });
  }
  Result<Secret> ask_secret(const std::string& question) override {
    asked.push_back(question);
    if (answers.empty()) return Error{ErrorCode::kCancelled, "cancelled"};
    const std::string answer = answers.front();
    answers.pop_front();
    return Secret(answer);
  }
  Result<Secret> mfa_code(const std::string& serial, const std::string& problem_with_last) override {
    asked.push_back(serial);
    problems.push_back(problem_with_last);
    if (codes.empty()) return Error{ErrorCode::kCancelled, "cancelled"};
    const std::string code = codes.front();
    codes.pop_front();
    return Secret(code);
  }

  Result<ConnectInput> connect_again(ConnectInput input, const std::string& why) override {
    reasons.push_back(why);
    asked_for = input.name;
    if (keys.empty()) return Error{ErrorCode::kCancelled, "cancelled"};
    input.credentials = aws::Credentials{keys.front(), Secret("typed-secret"), Secret(), {}, "typed keys"};
    keys.pop_front();
    return input;
  }

  std::vector<std::string> offered, asked, problems;
  std::vector<std::string> reasons;  // why connect_again() was called
  std::string asked_for;             // the name of its connection
  std::deque<std::string> keys;      // access key IDs, for connect_again()
  std::optional<std::string> by_hand;
  std::deque<std::string> codes;
  std::deque<std::string> answers;  // of any other question
};

class SessionTest : public testing::Test {
 protected:
  static constexpr const char* kDevice = "arn:aws:iam::123456789012:mfa/me";

  SessionTest() {
    environment_.set("HOME", folder_.path().string());
    environment_.set("AWS_CONFIG_FILE", (folder_.path() / "config").string());
    environment_.set("AWS_SHARED_CREDENTIALS_FILE", (folder_.path() / "credentials").string());
    environment_.set("AWS_REGION", "eu-west-1");
    environment_.set("AWS_EC2_METADATA_DISABLED", "true");
  }

  void ambient_keys(const std::string& key_id = "AKIAENVIRONMENT0", const std::string& token = "") {
    environment_.set("AWS_ACCESS_KEY_ID", key_id);
    environment_.set("AWS_SECRET_ACCESS_KEY", "environment-secret-key");
    environment_.set("AWS_SESSION_TOKEN", token);
  }
  void write_credentials(const std::string& text) {
    ASSERT_TRUE(replace_file(folder_.path() / "credentials", text));
  }
  void write_config(const std::string& text) { ASSERT_TRUE(replace_file(folder_.path() / "config", text)); }

  // Made on first use, after a test has set its surroundings.
  Session& session() {
    if (!session_) {
      Session::Parts parts;
      parts.transport = &aws_.transport();
      parts.clock = &clock_;
      parts.random = &crypto::system_random();
      parts.environment = &environment_;
      parts.prompter = prompter_.get();
      parts.redactor = &redactor_;
      parts.audit_log = folder_.path() / "audit.jsonl";
      parts.warn = [this](const std::string& text) { warnings_.push_back(text); };
      session_ = std::make_unique<Session>(std::move(parts));
    }
    return *session_;
  }
  Session& connected() {
    ambient_keys();
    session().connect_on_demand({});
    return session();
  }

  void link(const std::string& name, vault::Link link, const std::string& domains = "") {
    LinksFile file;
    file.path = "coffer.links.json";
    file.entries.push_back({name, std::move(link), *vault::AllowedDomains::parse(domains)});
    session().use_links(std::move(file));
  }
  void link(const std::string& name, const std::string& arn, const std::string& json_key = "") {
    vault::Link made;
    made.secret = arn;
    made.json_key = json_key;
    link(name, std::move(made));
  }

  std::vector<std::string> values(const std::vector<std::string>& names) {
    std::vector<std::string> out;
    for (const auto& each : session().resolve(names, std::nullopt)) out.push_back(text_of(each));
    return out;
  }
  std::string value(const std::string& name) { return values({name})[0]; }
  Error error_of(const std::string& name) {
    auto result = std::move(session().resolve({name}, std::nullopt)[0]);
    EXPECT_FALSE(result) << name;
    return result ? Error{} : result.error();
  }
  static std::string text_of(const Result<ResolvedSecret>& secret) {
    if (!secret) return "error: " + std::string(to_string(secret.error().code));
    return secret->value->expose([](std::string_view bytes) { return std::string(bytes); });
  }

  TemporaryFolder folder_;
  Environment environment_;
  FakeClock clock_{WallTime(std::chrono::sys_days(std::chrono::year(2026) / 1 / 1))};
  FakeAws aws_;
  Redactor redactor_;
  std::unique_ptr<FakePrompter> prompter_;
  std::vector<std::string> warnings_;
  std::unique_ptr<Session> session_;
};

}  // namespace coffer::secrets
