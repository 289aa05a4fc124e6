#include "cli/page_desk.h"

#include "cli/agent_access.h"
#include "cli/session_flags.h"
#include "cli/vault_access.h"

namespace coffer::cli {

PageDesk::PageDesk(Context& context) : context_(context), audit_(audit_log(context), *context.clock) {
  context_.terminal.configure(context_.environment, Colour::kOff, false);
}

vault::Store::Options PageDesk::vault() const { return vault_options(context_); }

Result<std::unique_ptr<vault::Store>> PageDesk::open_vault() {
  const std::lock_guard lock(mutex_);
  if (key_) {
    auto opened = vault::Store::open(vault_options(context_), {.key = &*key_});
    if (opened || opened.error().code != ErrorCode::kVaultLocked) return opened;
    key_.reset();  // it was changed meanwhile
  }
  return cli::open_vault(context_);
}

Result<void> PageDesk::keep_key(const vault::Store& store) {
  const std::lock_guard lock(mutex_);
  COFFER_ASSIGN(auto agent, agent_to_keep(context_));
  if (agent) return keep_in_agent(*agent, keyring_name(context_), store.key_text());
  key_ = store.key_text();
  return {};
}

void PageDesk::forget_key() {
  const std::lock_guard lock(mutex_);
  key_.reset();
  forget_in_agent(context_, keyring_name(context_));
}

}  // namespace coffer::cli
