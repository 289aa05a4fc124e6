// Questions to whoever sits before the page: MFA codes, devices, passphrases (spec 3.4, 3.8).
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/environment.h"
#include "json/json.h"
#include "page/calls.h"
#include "page/event_hub.h"
#include "secrets/connect_input.h"
#include "secrets/redactor.h"
#include "secrets/script_access.h"

namespace coffer::page {

// Whoever asks waits in their thread until the page has answered; the request that the answer is for then
// goes on. An answer that can't be right is refused, and the question stays. Where no page is open any more
// the question is given up after a while; so it is where what it is asked for is stopped (question_stop.h).
// Thread-safe.
class Questions final : public secrets::Prompter {
 public:
  // A page that is being reloaded is back well before.
  static constexpr std::chrono::milliseconds kAloneTime{30'000};
  // None is owned. `environment`: where a profile's keys are read.
  Questions(EventHub& events, const Environment& environment, Clock& clock,
            std::chrono::milliseconds alone_time = kAloneTime)
      : events_(events), environment_(environment), clock_(clock), alone_time_(alone_time) {}
  ~Questions() override { close(); }
  void add_to(Calls& calls);

  Result<std::string> choose_mfa_device(const std::vector<std::string>& serials) override;
  Result<std::string> mfa_device_by_hand(const std::string& why) override;
  Result<Secret> mfa_code(const std::string& serial, const std::string& problem_with_last) override;
  Result<std::string> ask(const std::string& question) override;
  Result<Secret> ask_secret(const std::string& question) override;
  Result<secrets::ConnectInput> connect_again(secrets::ConnectInput input, const std::string& why) override;
  void waiting_for_another(const std::string& connection) override;
  // Whether a collection's scripts may use the vault; its texts are redacted already.
  Result<secrets::GrantAnswer> ask_grant(const secrets::GrantQuestion& question);
  Result<void> sign_in(const aws::SignIn& sign_in) override;

  // From the page. An answer to a question that is open no more (another tab answered it) is kNotFound; one
  // that can't be right kInvalidArgument.
  Result<void> answer(uint64_t number, Secret text);
  Result<void> cancel(uint64_t number);
  // Those that wait, for a page that has just been opened: the data of their events, oldest first.
  std::vector<json::Value> open();
  // All that wait are kCancelled, and whatever comes: the page's server ends.
  void close();

 private:
  using Check = std::function<Result<void>(const Secret& answer)>;
  struct Open {
    json::Value data;  // of its event
    Check check;       // may be empty: any answer will do
    std::optional<Result<Secret>> answer;
  };
  Result<Secret> wait_for(json::Object question, Check check = nullptr);
  Result<std::string> wait_for_text(json::Object question, Check check = nullptr);
  void wait(std::unique_lock<std::mutex>& lock, const Open& open);
  Result<void> settle(uint64_t number, Result<Secret> answer);
  Result<secrets::ConnectInput> read_connect(const Secret& answer) const;

  EventHub& events_;
  const Environment& environment_;
  Clock& clock_;
  const std::chrono::milliseconds alone_time_;
  mutable std::mutex mutex_;
  std::condition_variable_any answered_;
  std::map<uint64_t, Open> open_;
  uint64_t last_ = 0;
  std::chrono::steady_clock::time_point last_look_{};  // of a page that asked which are open
  bool closed_ = false;
};

// The questions of one collection's scripts (secrets/script_access.h). `redactor` is that of the session that
// they run in: what a script chose may be a value. Neither is owned.
class GrantQuestions final : public secrets::GrantPrompter {
 public:
  GrantQuestions(Questions& questions, const secrets::Redactor& redactor)
      : questions_(questions), redactor_(redactor) {}
  Result<secrets::GrantAnswer> ask(const secrets::GrantQuestion& question) override;

 private:
  Questions& questions_;
  const secrets::Redactor& redactor_;
};

}  // namespace coffer::page
