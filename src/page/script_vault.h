// pm.vault for a send or a run of the page (spec 6.2).
#pragma once

#include <memory>

#include "page/desk.h"
#include "page/place.h"
#include "secrets/script_access.h"
#include "secrets/script_vault.h"

namespace coffer::page {

struct ScriptVaultInput {
  const Place& place;
  OpenedSession& session;
  Desk& desk;
  secrets::GrantPrompter* prompter = nullptr;  // null: there is nobody to ask
  bool on = false;                             // the user's setting
};

// Nothing is asked or opened before a script needs it. Where it is off every use is kAccessDenied, with where
// to switch it on. All of the input must outlive it.
std::unique_ptr<secrets::ScriptVault> open_script_vault(const ScriptVaultInput& input);

}  // namespace coffer::page
