#include "crypto/hash.h"

#include <openssl/evp.h>
#include <sodium.h>

#include <cstdlib>

#include "base/encoding.h"

namespace coffer::crypto {
namespace {

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// Fetched once: OpenSSL 3 looks a digest up by name at every use otherwise, which costs more than a short
// hash.
const EVP_MD* sha256_method() {
  static EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return method;
}

}  // namespace

// OpenSSL's, because it uses the processor's SHA instructions: bodies of requests may be large.
Digest sha256(std::string_view bytes) {
  Digest digest;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, sha256_method(), nullptr) != 1)
    std::abort();
  return digest;
}

std::string sha256_hex(std::string_view bytes) { return hex_encode(view(sha256(bytes))); }

// libsodium's, because its state stands on the stack and takes keys of any length: signing is a chain of five
// short HMACs.
Digest hmac_sha256(std::string_view key, std::string_view bytes) {
  crypto_auth_hmacsha256_state state;
  Digest digest;
  crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
  crypto_auth_hmacsha256_update(&state, bytes_of(bytes), bytes.size());
  crypto_auth_hmacsha256_final(&state, digest.data());
  sodium_memzero(&state, sizeof state);
  return digest;
}

}  // namespace coffer::crypto
