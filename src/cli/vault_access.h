// Opening the user's vault with whatever key is at hand.
#pragma once

#include <memory>

#include "base/result.h"
#include "cli/context.h"
#include "vault/store.h"

namespace coffer::cli {

vault::Store::Options vault_options(Context& context);

// Tried in this order: COFFER_VAULT_KEY; --key-file or COFFER_VAULT_KEY_FILE; --passphrase-file or
// COFFER_PASSPHRASE_FILE; the agent; the keyring; a question on the terminal (three tries). kVaultLocked,
// with all of these as the mend, where none opens it.
Result<std::unique_ptr<vault::Store>> open_vault(Context& context);
// The same; nullptr where there is no vault (in CI the links file may be enough, spec 8.5).
Result<std::unique_ptr<vault::Store>> open_vault_if_any(Context& context);

// --passphrase-file or COFFER_PASSPHRASE_FILE; empty where neither is given.
std::string passphrase_file(const Context& context);

// The path under which the keyring knows this vault.
std::string keyring_name(const Context& context);

}  // namespace coffer::cli
