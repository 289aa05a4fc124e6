#include "runner/vault_gate.h"

#include <utility>

namespace coffer::runner {
namespace {

Error no_vault() {
  return {ErrorCode::kAccessDenied, "the collection's scripts may not use the vault",
          "Allow it with --grant-vault, or for good: coffer grant COLLECTION."};
}

}  // namespace

bool VaultGate::open() const {
  const std::lock_guard lock(mutex_);
  return granted_ || (vault_ != nullptr && vault_->granted_already());
}

Result<void> VaultGate::require() {
  const std::lock_guard lock(mutex_);
  if (vault_ == nullptr) return no_vault();
  auto granted = vault_->granted();
  granted_ = granted_ || granted.ok();
  return granted;
}

Result<std::shared_ptr<const Secret>> VaultGate::get(const std::string& name,
                                                     const secrets::UseContext& context) {
  COFFER_TRY(require());
  const std::lock_guard lock(mutex_);
  COFFER_ASSIGN(std::shared_ptr<const Secret> value, vault_->get(name, context));
  if (value) redactor_.add(name, *value);
  return value;
}

Result<void> VaultGate::set(const std::string& name, Secret value, const secrets::UseContext& context) {
  COFFER_TRY(require());
  const std::lock_guard lock(mutex_);
  redactor_.add(name, value);
  return vault_->set(name, std::move(value), context);
}

Result<void> VaultGate::unset(const std::string& name, const secrets::UseContext& context) {
  COFFER_TRY(require());
  const std::lock_guard lock(mutex_);
  return vault_->unset(name, context);
}

}  // namespace coffer::runner
