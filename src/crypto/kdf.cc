#include "crypto/kdf.h"

#include <fmt/format.h>
#include <sodium.h>

#include <cstdlib>

namespace coffer::crypto {

static_assert(kSaltSize == crypto_pwhash_argon2id_SALTBYTES);

bool within_bounds(KdfCost cost) {
  return cost.passes >= kLowestKdfCost.passes && cost.passes <= kHighestKdfCost.passes &&
         cost.memory_kib >= kLowestKdfCost.memory_kib && cost.memory_kib <= kHighestKdfCost.memory_kib;
}

Result<Secret> argon2id(const Secret& passphrase, std::string_view salt, KdfCost cost) {
  if (salt.size() != kSaltSize || sodium_init() < 0) std::abort();
  if (!within_bounds(cost)) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("a key derivation of {} passes over {} KiB is out of bounds", cost.passes,
                             cost.memory_kib)};
  }
  int status = 0;
  Secret key = Secret::filled(32, [&](char* room, size_t size) {
    passphrase.expose([&](std::string_view bytes) {
      status =
          crypto_pwhash_argon2id(reinterpret_cast<unsigned char*>(room), size, bytes.data(), bytes.size(),
                                 reinterpret_cast<const unsigned char*>(salt.data()), cost.passes,
                                 size_t{cost.memory_kib} * 1024, crypto_pwhash_argon2id_ALG_ARGON2ID13);
    });
  });
  if (status != 0) {
    return Error{ErrorCode::kTooLarge,
                 fmt::format("the passphrase needs {} MiB of memory, which are not free",
                             (cost.memory_kib + 1023) / 1024),
                 "Close other programs, raise the memory limit, or open the vault with its key instead."};
  }
  return key;
}

Secret derive_key(const Secret& key, std::string_view label) {
  return Secret::filled(32, [&](char* room, size_t) {
    key.expose([&](std::string_view bytes) {
      crypto_auth_hmacsha256_state state;
      crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
      crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(label.data()),
                                    label.size());
      crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(room));
      sodium_memzero(&state, sizeof state);
    });
  });
}

}  // namespace coffer::crypto
