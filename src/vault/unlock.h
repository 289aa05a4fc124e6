// From what a caller can offer to the vault key.
#pragma once

#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "vault/format.h"
#include "vault/store.h"
#include "vault/vault_file.h"

namespace coffer::vault {

std::vector<SlotKind> kinds_of(const Header& header);
SlotType type_of(SlotKind kind);

// Tries the ways in the order in which they cost: a key opens at once, a passphrase takes its time. Of
// several failures the last is the answer, because it is about what the user typed, not about what the
// keyring held.
Result<Secret> find_key(const Header& header, const Unlock& unlock, const VaultPaths& paths);

}  // namespace coffer::vault
