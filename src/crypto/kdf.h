// Keys from passphrases, and keys from keys.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"

namespace coffer::crypto {

// Argon2id's costs, one lane.
struct KdfCost {
  uint32_t passes = 3;
  uint32_t memory_kib = 64 * 1024;

  bool operator==(const KdfCost&) const = default;
};

inline constexpr size_t kSaltSize = 16;         // bytes
inline constexpr KdfCost kLowestKdfCost{1, 8};  // what Argon2 itself demands
inline constexpr KdfCost kHighestKdfCost{
    16, 1024 * 1024};  // what we are willing to spend on a file from elsewhere

bool within_bounds(KdfCost cost);

// Argon2id 1.3, 32 bytes. kInvalidArgument for costs out of bounds, kTooLarge where there is not that much
// memory.
Result<Secret> argon2id(const Secret& passphrase, std::string_view salt, KdfCost cost);

// HMAC-SHA-256(key, label), 32 bytes: for keys that are random already. Another label gives an unrelated key.
Secret derive_key(const Secret& key, std::string_view label);

}  // namespace coffer::crypto
