// Signatures with a private key that somebody keeps in a vault.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"
#include "crypto/hasher.h"

struct evp_pkey_st;  // OpenSSL's EVP_PKEY

namespace coffer::crypto {

enum class SignatureScheme {
  kRsaPkcs1,  // RSASSA-PKCS1-v1_5, RFC 8017 §8.2
  kRsaPss,    // RSASSA-PSS, RFC 8017 §8.1; MGF1 with the same hash, salt as long as the hash (RFC 7518 §3.5)
  kEcdsa,     // r and s, each as long as the curve's order, one after the other (RFC 7518 §3.4)
};

class PrivateKey {
 public:
  enum class Kind { kRsa, kEc };

  // PKCS#8 ("PRIVATE KEY"), PKCS#1 ("RSA PRIVATE KEY") or SEC 1 ("EC PRIVATE KEY"), not encrypted. Line
  // breaks do not matter: keys that were pasted into one line, or with a written \n, serve as well.
  // kInvalidArgument, kUnsupported (encrypted, another kind of key); messages never quote the key.
  static Result<PrivateKey> from_pem(const Secret& pem);

  Kind kind() const;
  int bits() const;  // of the modulus, or of the curve's order

  // kInvalidArgument where the scheme is for another kind of key, or the key is too short for the hash.
  Result<std::string> sign(SignatureScheme scheme, HashAlgorithm algorithm, const Secret& message) const;

 private:
  struct Cleanup {
    void operator()(evp_pkey_st* key) const;
  };
  explicit PrivateKey(evp_pkey_st* key) : key_(key) {}
  std::unique_ptr<evp_pkey_st, Cleanup> key_;
};

}  // namespace coffer::crypto
