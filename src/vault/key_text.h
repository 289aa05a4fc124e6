// 256-bit keys as text (docs/vault-format.md, "Keys as text").
#pragma once

#include "base/result.h"
#include "base/secret.h"

namespace coffer::vault {

inline constexpr size_t kKeySize = 32;  // bytes

Secret vault_key_text(const Secret& key);     // "coffer-key-1-…", one piece
Secret recovery_key_text(const Secret& key);  // "coffer-recovery-1-XXXX-XXXX-…", to be written down

// kInvalidArgument, field "vault key" or "recovery key", with what is wrong.
Result<Secret> parse_vault_key(const Secret& text);
Result<Secret> parse_recovery_key(const Secret& text);

}  // namespace coffer::vault
