#include "cli/terminal_prompter.h"

#include <fmt/format.h>

#include "aws/sts.h"
#include "cli/aws_dialogue.h"
#include "cli/browser.h"
#include "cli/choice.h"
#include "cli/listing.h"

namespace coffer::cli {
namespace {

// "phone" of arn:aws:iam::123456789012:mfa/phone; a hardware device has a serial number only.
std::string name_of_device(const std::string& serial) { return serial.substr(serial.rfind('/') + 1); }

}  // namespace

Result<std::string> TerminalPrompter::choose_mfa_device(const std::vector<std::string>& serials) {
  std::vector<std::pair<std::string, std::string>> devices;
  for (const std::string& serial : serials) devices.emplace_back(name_of_device(serial), serial);
  context_->terminal.message("Several MFA devices are registered. Which one do you have at hand?");
  context_->terminal.message(numbered(devices));
  for (;;) {
    COFFER_ASSIGN(const std::string answer, context_->terminal.ask("MFA device: "));
    const auto chosen = choose(answer, devices);
    if (chosen) return serials[*chosen];
    context_->terminal.message("  " + sentence(to_string(chosen.error())));
  }
}

Result<std::string> TerminalPrompter::mfa_device_by_hand(const std::string& why) {
  context_->terminal.message(why);
  for (;;) {
    COFFER_ASSIGN(std::string serial, context_->terminal.ask("MFA device ARN (empty: none): "));
    const auto valid = serial.empty() ? Result<void>() : aws::check_mfa_serial(serial);
    if (valid) return serial;
    context_->terminal.message("  " + sentence(to_string(valid.error())));
  }
}

Result<Secret> TerminalPrompter::mfa_code(const std::string& serial, const std::string& problem_with_last) {
  if (!problem_with_last.empty()) context_->terminal.message("  " + sentence(problem_with_last));
  return context_->terminal.ask_secret(fmt::format("MFA code of {}: ", serial));
}

void TerminalPrompter::waiting_for_another(const std::string& connection) {
  context_->terminal.message(
      fmt::format("Waiting: another command is making the AWS connection “{}”.", connection));
}

Result<secrets::ConnectInput> TerminalPrompter::connect_again(secrets::ConnectInput input,
                                                              const std::string& why) {
  context_->terminal.message(sentence(why));
  return ask_for_credentials(*context_, std::move(input), {});
}

Result<std::string> TerminalPrompter::ask(const std::string& question) {
  return context_->terminal.ask(question);
}
Result<Secret> TerminalPrompter::ask_secret(const std::string& question) {
  return context_->terminal.ask_secret(question);
}

Result<void> TerminalPrompter::sign_in(const aws::SignIn& sign_in) {
  show_sign_in(context_->terminal, context_->environment, sign_in, true);
  return {};
}

}  // namespace coffer::cli
