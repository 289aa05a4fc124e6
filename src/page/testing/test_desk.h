// A desk for tests: a vault in a folder of its own, its key where the agent would have it, and sessions that
// hold their own connections.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "base/files.h"
#include "base/testing/temporary_folder.h"
#include "page/calls.h"
#include "page/desk.h"
#include "page/message.h"
#include "secrets/own_holder.h"

namespace coffer::page {

inline std::string text_of(const Body& body) {
  if (const auto* secret = std::get_if<Secret>(&body))
    return secret->expose([](std::string_view bytes) { return std::string(bytes); });
  if (const auto* text = std::get_if<std::string>(&body)) return *text;
  return std::string(std::get<std::string_view>(body));
}

inline std::string text_of(const Reply& reply) { return text_of(reply.body); }

class TestDesk final : public Desk {
 public:
  vault::Store::Options vault() const override {
    vault::Store::Options options;
    options.file = folder_.path() / "vault.coffer";
    options.clock = &clock_;
    options.random = &random_;
    options.kdf = crypto::kLowestKdfCost;
    return options;
  }
  Result<std::unique_ptr<vault::Store>> open_vault() override {
    return vault::Store::open(vault(), {.key = key_ ? &*key_ : nullptr});
  }
  Result<void> keep_key(const vault::Store& store) override {
    key_ = store.key_text();
    return {};
  }
  Result<void> lock() override {
    key_.reset();
    core_.clear();
    return {};
  }
  Result<AgentState> agent() override { return agent_; }
  Result<void> set_agent_idle(std::optional<std::chrono::minutes> idle) override {
    agent_.idle = idle.value_or(std::chrono::minutes(60));
    return {};
  }
  LastSeen& last_seen() override { return last_seen_; }
  std::unique_ptr<OpenedSession> open_session(const std::filesystem::path&) override {
    return std::make_unique<TestSession>(*this);
  }
  const secrets::AuditLog& audit() const override { return audit_; }
  const Environment& environment() const override { return environment_; }
  http::Transport& transport() override { return *transport_; }
  Clock& clock() override { return clock_; }
  crypto::Random& random() override { return random_; }

  mutable FakeClock clock_{WallTime(std::chrono::milliseconds(1'800'000'000'000))};
  TemporaryFolder folder_;
  Environment environment_{{{"HOME", folder_.path().string()}, {"AWS_EC2_METADATA_DISABLED", "true"}}};
  // A test may put another in its place, before the first session.
  std::shared_ptr<http::Transport> transport_ = http::make_curl_transport(environment_);
  secrets::Prompter* prompter_ = nullptr;
  AgentState agent_;

 private:
  class TestSession final : public OpenedSession {
   public:
    explicit TestSession(TestDesk& desk) : desk_(desk) {
      secrets::Session::Parts parts;
      parts.transport = desk.transport_.get();
      parts.clock = &desk.clock_;
      parts.random = &desk.random_;
      parts.environment = &desk.environment_;
      parts.prompter = desk.prompter_;
      parts.core = &desk.core_;
      parts.seen = [&desk](const std::string& name, const vault::Link& link, const secrets::Seen& seen) {
        desk.last_seen_.record(name, link, seen);
      };
      parts.redactor = &redactor_;
      parts.warn = [this](const std::string& text) { warnings_.push_back(text); };
      session_.emplace(std::move(parts));
      session_->connect_on_demand({});
    }
    secrets::Session& session() override { return *session_; }
    secrets::Redactor& redactor() override { return redactor_; }
    Result<void> open_secrets() override {
      if (store_) return {};
      COFFER_ASSIGN(store_, desk_.open_vault());
      session_->use_vault(store_.get());
      return {};
    }
    std::vector<std::string> take_warnings() override { return std::exchange(warnings_, {}); }

   private:
    TestDesk& desk_;
    secrets::Redactor redactor_;
    std::vector<std::string> warnings_;
    std::unique_ptr<vault::Store> store_;
    std::optional<secrets::Session> session_;
  };

  mutable crypto::SeededRandom random_{3};
  std::optional<Secret> key_;
  secrets::Core core_{clock_, nullptr};
  LastSeen last_seen_;
  secrets::AuditLog audit_{folder_.path() / "audit.log", clock_};
};

}  // namespace coffer::page
