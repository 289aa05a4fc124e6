#include "page/questions.h"

#include <fmt/format.h>

#include <algorithm>

#include "aws/sts.h"
#include "base/encoding.h"
#include "page/connect_arguments.h"
#include "page/question_stop.h"
#include "report/text.h"

namespace coffer::page {
namespace {

using secrets::ConnectInput;
using secrets::GrantAnswer;

constexpr std::chrono::milliseconds kLook{500};

Error cancelled() { return {ErrorCode::kCancelled, "cancelled in the page"}; }

Error refused(std::string what, std::string mend = {}) {
  return {ErrorCode::kInvalidArgument, std::move(what), std::move(mend), "text"};
}

std::string text_of(const Secret& text) {
  return text.expose([](std::string_view bytes) { return std::string(trim(bytes)); });
}

Result<void> check_device(const Secret& answer) {
  const std::string serial = text_of(answer);
  if (serial.empty()) return {};
  const auto sound = aws::check_mfa_serial(serial);
  return sound ? Result<void>() : refused(sound.error().what, sound.error().mend);
}

Result<void> check_code(const Secret& answer) {
  const bool six = answer.expose([](std::string_view text) {
    text = trim(text);
    return text.size() == 6 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  });
  return six ? Result<void>()
             : refused("an MFA code has six digits", "Type the code that the device shows now.");
}

constexpr std::pair<std::string_view, GrantAnswer> kGrantAnswers[] = {{"once", GrantAnswer::kOnce},
                                                                      {"no", GrantAnswer::kNo},
                                                                      {"always", GrantAnswer::kAlways},
                                                                      {"never", GrantAnswer::kNever}};

Result<GrantAnswer> grant_of(const Secret& answer, bool lasting) {
  const std::string word = text_of(answer);
  for (const auto& [known, meaning] : kGrantAnswers) {
    const bool lasts = meaning == GrantAnswer::kAlways || meaning == GrantAnswer::kNever;
    if (word == known && (lasting || !lasts)) return meaning;
  }
  return refused(lasting ? "the answer is once, always, no or never" : "the answer is once or no");
}

}  // namespace

void Questions::add_to(Calls& calls) {
  calls.add("questions/open", [this](const Arguments&) {
    json::Array all;
    for (json::Value& question : open()) all.push_back(std::move(question));
    return page::answer({{"questions", std::move(all)}});
  });
  calls.add("questions/answer", [this](const Arguments& arguments) -> Answer {
    COFFER_ASSIGN(const uint64_t number, arguments.number("number"));
    COFFER_ASSIGN(Secret text, arguments.secret("text"));
    COFFER_TRY(answer(number, std::move(text)));
    return done();
  });
  calls.add("questions/cancel", [this](const Arguments& arguments) -> Answer {
    COFFER_ASSIGN(const uint64_t number, arguments.number("number"));
    COFFER_TRY(cancel(number));
    return done();
  });
}

Result<std::string> Questions::choose_mfa_device(const std::vector<std::string>& serials) {
  return wait_for_text(
      {{"kind", "choose-mfa-device"}, {"serials", json::Array(serials.begin(), serials.end())}},
      [&](const Secret& answer) -> Result<void> {
        if (std::ranges::find(serials, text_of(answer)) != serials.end()) return {};
        return refused("this is none of the devices", "Choose one of them.");
      });
}

Result<std::string> Questions::mfa_device_by_hand(const std::string& why) {
  return wait_for_text({{"kind", "mfa-device"}, {"why", why}}, check_device);
}

Result<Secret> Questions::mfa_code(const std::string& serial, const std::string& problem_with_last) {
  return wait_for({{"kind", "mfa-code"}, {"serial", serial}, {"problem", problem_with_last}}, check_code);
}

Result<std::string> Questions::ask(const std::string& question) {
  return wait_for_text({{"kind", "text"}, {"question", question}});
}

Result<Secret> Questions::ask_secret(const std::string& question) {
  return wait_for({{"kind", "secret"}, {"question", question}});
}

Result<ConnectInput> Questions::read_connect(const Secret& answer) const {
  COFFER_ASSIGN(const json::SecretDocument document, json::SecretDocument::parse(answer));
  const Arguments arguments(document.root());
  if (connects_to_hashicorp(arguments))
    return Error{ErrorCode::kInvalidArgument, "the connection that is missing is one to AWS", "", "type"};
  return read_connect_arguments(arguments, environment_, clock_.now());
}

Result<ConnectInput> Questions::connect_again(ConnectInput input, const std::string& why) {
  const auto check = [this](const Secret& text) -> Result<void> {
    COFFER_TRY(read_connect(text));
    return {};
  };
  COFFER_ASSIGN(const Secret answer,
                wait_for({{"kind", "connect"}, {"connection", input.name}, {"why", why}}, check));
  COFFER_ASSIGN(ConnectInput given, read_connect(answer));
  given.name = input.name;
  if (!given.region) given.region = input.region;
  if (!given.mfa_serial) given.mfa_serial = input.mfa_serial;
  return given;
}

void Questions::waiting_for_another(const std::string& connection) {
  events_.tell("waiting", json::dump(json::Object{{"connection", connection}}));
}

Result<GrantAnswer> Questions::ask_grant(const secrets::GrantQuestion& question) {
  const bool lasting = question.lasting;
  const auto check = [lasting](const Secret& text) -> Result<void> {
    COFFER_TRY(grant_of(text, lasting));
    return {};
  };
  COFFER_ASSIGN(const Secret answer, wait_for({{"kind", "grant"},
                                               {"collection", question.collection},
                                               {"use", question.use},
                                               {"changed", question.changed},
                                               {"lasting", lasting}},
                                              check));
  return grant_of(answer, lasting);
}

Result<GrantAnswer> GrantQuestions::ask(const secrets::GrantQuestion& question) {
  constexpr size_t kMostBytes = 500;
  const auto shown = [&](const std::string& text) {
    return report::beginning_of(report::printable_line(redactor_.redact(text)), kMostBytes);
  };
  return questions_.ask_grant(
      {shown(question.collection), shown(question.use), question.changed, question.lasting});
}

Result<void> Questions::sign_in(const aws::SignIn& sign_in) {
  events_.tell("sign-in", json::dump(json::Object{{"name", sign_in.name},
                                                  {"url", sign_in.url},
                                                  {"url-with-code", sign_in.url_with_code},
                                                  {"code", sign_in.code}}));
  return {};
}

// By the clock of the machine, not the one that tests set: a person is at the other end.
void Questions::wait(std::unique_lock<std::mutex>& lock, const Open& open) {
  auto last_page = std::chrono::steady_clock::now();
  const std::stop_token stop = QuestionStop::current();
  while (!answered_.wait_for(lock, stop, kLook, [&] { return open.answer.has_value(); })) {
    if (stop.stop_requested()) return;
    const auto now = std::chrono::steady_clock::now();
    last_page = events_.has_listeners() ? now : std::max(last_page, last_look_);
    if (now - last_page > alone_time_) return;
  }
}

Result<Secret> Questions::wait_for(json::Object question, Check check) {
  std::unique_lock lock(mutex_);
  if (closed_) return cancelled();
  const uint64_t number = ++last_;
  question["number"] = number;
  Open& open = open_[number];
  open.data = std::move(question);
  open.check = std::move(check);
  events_.tell("question", json::dump(open.data));
  wait(lock, open);
  Result<Secret> answer = open.answer ? *std::move(open.answer) : Result<Secret>(cancelled());
  open_.erase(number);
  events_.tell("answered", json::dump(json::Object{{"number", number}}));
  return answer;
}

Result<std::string> Questions::wait_for_text(json::Object question, Check check) {
  COFFER_ASSIGN(const Secret text, wait_for(std::move(question), std::move(check)));
  return text_of(text);
}

Result<void> Questions::settle(uint64_t number, Result<Secret> answer) {
  const std::lock_guard lock(mutex_);
  const auto found = open_.find(number);
  if (found == open_.end() || found->second.answer)
    return Error{ErrorCode::kNotFound, "that question has been answered already", "", "number"};
  if (answer && found->second.check) COFFER_TRY(found->second.check(*answer));
  found->second.answer = std::move(answer);
  answered_.notify_all();
  return {};
}

Result<void> Questions::answer(uint64_t number, Secret text) { return settle(number, std::move(text)); }

Result<void> Questions::cancel(uint64_t number) { return settle(number, cancelled()); }

std::vector<json::Value> Questions::open() {
  const std::lock_guard lock(mutex_);
  last_look_ = std::chrono::steady_clock::now();
  std::vector<json::Value> all;
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
