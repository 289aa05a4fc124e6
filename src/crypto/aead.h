// XChaCha20-Poly1305: 256-bit keys, and nonces long enough to be drawn at random without counting.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/secret.h"

namespace coffer::crypto {

inline constexpr size_t kAeadKeySize = 32;    // bytes
inline constexpr size_t kAeadNonceSize = 24;  // bytes; never the same twice under one key
inline constexpr size_t kAeadTagSize = 16;    // bytes, after the ciphertext

// A key or nonce of another size is a broken invariant and aborts.
std::string seal(const Secret& key, std::string_view nonce, const Secret& plain, std::string_view associated);
// nullopt where key, nonce, ciphertext or associated data are not those of the sealing.
std::optional<Secret> open(const Secret& key, std::string_view nonce, std::string_view sealed,
                           std::string_view associated);

}  // namespace coffer::crypto
