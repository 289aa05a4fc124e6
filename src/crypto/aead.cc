#include "crypto/aead.h"

#include <sodium.h>

#include <cstdlib>

namespace coffer::crypto {
namespace {

static_assert(kAeadKeySize == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(kAeadNonceSize == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(kAeadTagSize == crypto_aead_xchacha20poly1305_ietf_ABYTES);

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

void check_sizes(const Secret& key, std::string_view nonce) {
  if (key.size() != kAeadKeySize || nonce.size() != kAeadNonceSize || sodium_init() < 0) std::abort();
}

}  // namespace

std::string seal(const Secret& key, std::string_view nonce, const Secret& plain,
                 std::string_view associated) {
  check_sizes(key, nonce);
  std::string sealed(plain.size() + kAeadTagSize, '\0');
  key.expose([&](std::string_view key_bytes) {
    plain.expose([&](std::string_view plain_bytes) {
      crypto_aead_xchacha20poly1305_ietf_encrypt(
          reinterpret_cast<unsigned char*>(sealed.data()), nullptr, bytes_of(plain_bytes), plain_bytes.size(),
          bytes_of(associated), associated.size(), nullptr, bytes_of(nonce), bytes_of(key_bytes));
    });
  });
  return sealed;
}

std::optional<Secret> open(const Secret& key, std::string_view nonce, std::string_view sealed,
                           std::string_view associated) {
  check_sizes(key, nonce);
  if (sealed.size() < kAeadTagSize) return std::nullopt;
  bool genuine = false;
  // Also for an empty plaintext libsodium wants a place to write to.
  Secret plain = Secret::filled(sealed.size() - kAeadTagSize, [&](char* room, size_t) {
    unsigned char nowhere = 0;
    auto* out = room != nullptr ? reinterpret_cast<unsigned char*>(room) : &nowhere;
    genuine = key.expose([&](std::string_view key_bytes) {
      return crypto_aead_xchacha20poly1305_ietf_decrypt(
                 out, nullptr, nullptr, bytes_of(sealed), sealed.size(), bytes_of(associated),
                 associated.size(), bytes_of(nonce), bytes_of(key_bytes)) == 0;
    });
  });
  if (!genuine) return std::nullopt;
  return plain;
}

}  // namespace coffer::crypto
