// Whoever is at the terminal, to be asked in the middle of a command.
#pragma once

#include <string>
#include <vector>

#include "cli/context.h"
#include "secrets/connect_input.h"

namespace coffer::cli {

class TerminalPrompter final : public secrets::Prompter {
 public:
  explicit TerminalPrompter(Context& context) : context_(&context) {}  // not owned

  Result<std::string> choose_mfa_device(const std::vector<std::string>& serials) override;
  Result<std::string> mfa_device_by_hand(const std::string& why) override;
  Result<Secret> mfa_code(const std::string& serial, const std::string& problem_with_last) override;
  void waiting_for_another(const std::string& connection) override;
  Result<secrets::ConnectInput> connect_again(secrets::ConnectInput input, const std::string& why) override;
  Result<std::string> ask(const std::string& question) override;
  Result<Secret> ask_secret(const std::string& question) override;
  Result<void> sign_in(const aws::SignIn& sign_in) override;

 private:
  Context* context_;
};

}  // namespace coffer::cli
