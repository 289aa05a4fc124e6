#include "page/questions.h"

namespace coffer::page {
namespace {

Error cancelled() { return {ErrorCode::kCancelled, "cancelled in the page"}; }

}  // namespace

Result<std::string> Questions::choose_mfa_device(const std::vector<std::string>& serials) {
  return wait_for_text(
      {{"kind", "choose-mfa-device"}, {"serials", json::Array(serials.begin(), serials.end())}});
}

Result<std::string> Questions::mfa_device_by_hand(const std::string& why) {
  return wait_for_text({{"kind", "mfa-device"}, {"why", why}});
}

Result<Secret> Questions::mfa_code(const std::string& serial, const std::string& problem_with_last) {
  return wait_for({{"kind", "mfa-code"}, {"serial", serial}, {"problem", problem_with_last}});
}

Result<std::string> Questions::ask(const std::string& question) {
  return wait_for_text({{"kind", "text"}, {"question", question}});
}

Result<Secret> Questions::ask_secret(const std::string& question) {
  return wait_for({{"kind", "secret"}, {"question", question}});
}

Result<void> Questions::sign_in(const aws::SignIn& sign_in) {
  events_.tell("sign-in", json::dump(json::Object{{"name", sign_in.name},
                                                  {"url", sign_in.url},
                                                  {"url-with-code", sign_in.url_with_code},
                                                  {"code", sign_in.code}}));
  return {};
}

Result<Secret> Questions::wait_for(json::Object question) {
  std::unique_lock lock(mutex_);
  if (closed_) return cancelled();
  const uint64_t number = ++last_;
  question["number"] = number;
  Open& open = open_[number];
  open.data = json::dump(question);
  events_.tell("question", open.data);
  answered_.wait(lock, [&] { return open.answer.has_value(); });
  Result<Secret> answer = *std::move(open.answer);
  open_.erase(number);
  events_.tell("answered", json::dump(json::Object{{"number", number}}));
  return answer;
}

Result<std::string> Questions::wait_for_text(json::Object question) {
  COFFER_ASSIGN(const Secret text, wait_for(std::move(question)));
  return text.expose([](std::string_view bytes) { return std::string(bytes); });
}

Result<void> Questions::settle(uint64_t number, Result<Secret> answer) {
  const std::lock_guard lock(mutex_);
  const auto found = open_.find(number);
  if (found == open_.end() || found->second.answer)
    return Error{ErrorCode::kNotFound, "that question has been answered already", "", "number"};
  found->second.answer = std::move(answer);
  answered_.notify_all();
  return {};
}

Result<void> Questions::answer(uint64_t number, Secret text) { return settle(number, std::move(text)); }

Result<void> Questions::cancel(uint64_t number) { return settle(number, cancelled()); }

std::vector<std::string> Questions::open() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> all;
  for (const auto& [number, question] : open_)
    if (!question.answer) all.push_back(question.data);
  return all;
}

void Questions::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  for (auto& [number, question] : open_)
    if (!question.answer) question.answer = cancelled();
  answered_.notify_all();
}

}  // namespace coffer::page
