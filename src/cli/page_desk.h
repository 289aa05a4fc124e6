// The user's vault, keys and connections, for the page.
#pragma once

#include <mutex>
#include <optional>

#include "cli/context.h"
#include "page/desk.h"

namespace coffer::cli {

// Opens the vault as every command does, but asks nobody: the page asks. Keys and connections are kept in the
// agent; where there is none, here.
class PageDesk final : public page::Desk {
 public:
  // Neither is owned; the context is used by nobody else meanwhile. `prompter` is asked in sessions.
  PageDesk(Context& context, secrets::Prompter& prompter);

  vault::Store::Options vault() const override;
  Result<std::unique_ptr<vault::Store>> open_vault() override;
  Result<void> keep_key(const vault::Store& store) override;
  Result<void> lock() override;
  Result<AgentState> agent() override;
  Result<void> set_agent_idle(std::optional<std::chrono::minutes> idle) override;
  page::LastSeen& last_seen() override { return last_seen_; }
  std::unique_ptr<page::OpenedSession> open_session(const std::filesystem::path& folder) override;
  const secrets::AuditLog& audit() const override { return audit_; }
  const Environment& environment() const override { return context_.environment; }
  http::Transport& transport() override { return *transport_; }
  Clock& clock() override { return *context_.clock; }
  crypto::Random& random() override { return *context_.random; }

 private:
  Context& context_;
  secrets::Prompter& prompter_;
  secrets::AuditLog audit_;
  std::shared_ptr<http::Transport> transport_;
  secrets::Redactor redactor_;  // of the core's role credentials
  secrets::Core core_;
  page::LastSeen last_seen_;
  std::mutex mutex_;
  std::optional<Secret> key_;
};

}  // namespace coffer::cli
