// pm.vault over a session.
#pragma once

#include <functional>
#include <mutex>
#include <optional>

#include "secrets/script_access.h"
#include "secrets/script_vault.h"
#include "secrets/session.h"

namespace coffer::secrets {

class GrantedVault final : public ScriptVault {
 public:
  // Gives the session its vault and links, where that was left until somebody needs them. Called once, when
  // scripts first get the grant (references in their own requests need them, too); its error is that of
  // every use.
  using Open = std::function<Result<void>()>;

  // Neither the access nor the session is owned. `open` may be empty.
  GrantedVault(ScriptAccess& access, Session& session, Open open)
      : access_(&access), session_(&session), open_(std::move(open)) {}

  Result<void> granted() override { return begin(""); }
  bool granted_already() const override { return access_->granted_already(); }
  Result<std::shared_ptr<const Secret>> get(const std::string& name, const UseContext& context) override;
  Result<void> set(const std::string& name, Secret value, const UseContext& context) override;
  Result<void> unset(const std::string& name, const UseContext& context) override;

 private:
  Result<void> begin(const std::string& use);

  ScriptAccess* access_;
  Session* session_;
  Open open_;
  std::mutex mutex_;
  std::optional<Result<void>> opened_;
};

}  // namespace coffer::secrets
