// pm.vault for a run: what the flags say of it, and whom to ask (spec 6.2).
#pragma once

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/collection_input.h"
#include "cli/context.h"
#include "cli/session_flags.h"
#include "secrets/granted_vault.h"

namespace coffer::cli {

struct GrantFlags {
  bool grant = false, deny = false;
};
void add_grant_flags(CLI::App& command, GrantFlags& flags);

// All that pm.vault stands on, in the order in which it must be destroyed.
struct OpenScriptVault {
  std::unique_ptr<secrets::GrantStore> grants;
  std::unique_ptr<secrets::GrantPrompter> prompter;
  std::unique_ptr<secrets::ScriptAccess> access;
  std::unique_ptr<secrets::ScriptVault> vault;
};

// Nothing is asked or opened before a script needs it: then, where it is granted, the session gets the vault
// and the links that it may not have yet. All arguments but the flags of granting must outlive it.
OpenScriptVault open_script_vault(Context& context, const GrantFlags& grant_flags,
                                  const SessionFlags& session_flags, const CollectionInput& collection,
                                  OpenSession& session);

}  // namespace coffer::cli
