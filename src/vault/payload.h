// The vault's content as the JSON that is sealed: docs/vault-format.md, "Payload". Values never leave locked
// memory.
#pragma once

#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "json/json.h"
#include "vault/secret_json.h"
#include "vault/store.h"

namespace coffer::vault {

inline constexpr size_t kMaxEntries = 10'000;
inline constexpr size_t kMaxValueSize = size_t{1} << 20;  // bytes
inline constexpr size_t kMaxLinkField = 2048;             // bytes
inline constexpr int kMaxKvVersion = 2;
inline constexpr int kMaxCacheMinutes = 7 * 24 * 60;
inline constexpr int kMaxCacheSeconds = 7 * 24 * 60 * 60;

// What may be written: names valid and unique, everything within its limit. kInvalidArgument, kAlreadyExists
// or kTooLarge, with the field, naming the entry.
Result<void> check_content(const Content& content);

// kTooLarge where the whole is more than a vault may hold. The content has been checked.
Result<Secret> encode_payload(const Content& content);

// One entry, and the list of them, as they stand in the payload; an export holds the same. Errors of the
// latter as decode_payload() has them; `document` is an array.
void encode_entry(SecretJsonWriter& out, const Entry& entry);
Result<std::vector<Entry>> decode_entries(const json::Value& document);

// kVaultDamaged, or kVaultNewerVersion for what an older version must not misread.
Result<Content> decode_payload(const Secret& plaintext);

}  // namespace coffer::vault
