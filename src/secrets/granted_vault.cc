#include "secrets/granted_vault.h"

#include <fmt/format.h>

namespace coffer::secrets {

Result<void> GrantedVault::begin(const std::string& use) {
  COFFER_TRY(access_->check(use));
  const std::lock_guard lock(mutex_);
  if (!opened_) opened_ = open_ ? open_() : Result<void>();
  return *opened_;
}

Result<std::shared_ptr<const Secret>> GrantedVault::get(const std::string& name, const UseContext& context) {
  COFFER_TRY(begin(fmt::format("get \"{}\"", name)));
  return session_->get_for_script(name, context);
}

Result<void> GrantedVault::set(const std::string& name, Secret value, const UseContext& context) {
  COFFER_TRY(begin(fmt::format("set \"{}\"", name)));
  return session_->set_for_script(name, value, context);
}

Result<void> GrantedVault::unset(const std::string& name, const UseContext& context) {
  COFFER_TRY(begin(fmt::format("unset \"{}\"", name)));
  return session_->unset_for_script(name, context);
}

}  // namespace coffer::secrets
