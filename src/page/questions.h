// Questions to whoever sits before the page: MFA codes, devices, passphrases (spec 3.4, 3.8).
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "json/json.h"
#include "page/event_hub.h"
#include "secrets/connect_input.h"

namespace coffer::page {

// Whoever asks waits in their thread until the page has answered; the request that the answer is for then
// goes on. Thread-safe.
class Questions final : public secrets::Prompter {
 public:
  explicit Questions(EventHub& events) : events_(events) {}
  ~Questions() override { close(); }

  Result<std::string> choose_mfa_device(const std::vector<std::string>& serials) override;
  Result<std::string> mfa_device_by_hand(const std::string& why) override;
  Result<Secret> mfa_code(const std::string& serial, const std::string& problem_with_last) override;
  Result<std::string> ask(const std::string& question) override;
  Result<Secret> ask_secret(const std::string& question) override;
  Result<void> sign_in(const aws::SignIn& sign_in) override;

  // From the page. An answer to a question that is open no more (another tab answered it) is kNotFound.
  Result<void> answer(uint64_t number, Secret text);
  Result<void> cancel(uint64_t number);
  // Those that wait, for a page that has just been opened: the data of their events, oldest first.
  std::vector<std::string> open() const;
  // All that wait are kCancelled, and whatever comes: the page's server ends.
  void close();

 private:
  struct Open {
    std::string data;  // of its event
    std::optional<Result<Secret>> answer;
  };
  Result<Secret> wait_for(json::Object question);
  Result<std::string> wait_for_text(json::Object question);
  Result<void> settle(uint64_t number, Result<Secret> answer);

  EventHub& events_;
  mutable std::mutex mutex_;
  std::condition_variable answered_;
  std::map<uint64_t, Open> open_;
  uint64_t last_ = 0;
  bool closed_ = false;
};

}  // namespace coffer::page
