// The user's vault and keys, for the page.
#pragma once

#include <mutex>
#include <optional>

#include "cli/context.h"
#include "page/desk.h"

namespace coffer::cli {

// Opens the vault as every command does, but asks nobody: the page asks. Keys are kept in the agent; where
// there is none, here.
class PageDesk final : public page::Desk {
 public:
  explicit PageDesk(Context& context);  // not owned; used by nobody else meanwhile

  vault::Store::Options vault() const override;
  Result<std::unique_ptr<vault::Store>> open_vault() override;
  Result<void> keep_key(const vault::Store& store) override;
  void forget_key() override;
  const secrets::AuditLog& audit() const override { return audit_; }

 private:
  Context& context_;
  secrets::AuditLog audit_;
  std::mutex mutex_;
  std::optional<Secret> key_;
};

}  // namespace coffer::cli
