// The hash functions that authentication schemes ask for, old ones among them. Coffer's own formats use
// hash.h only.
#pragma once

#include <memory>
#include <string_view>

#include "base/secret.h"

struct evp_md_ctx_st;  // OpenSSL's EVP_MD_CTX

namespace coffer::crypto {

// MD5 and SHA-1 are here because RFC 7616, RFC 5849 and Hawk name them; nothing else may choose them.
enum class HashAlgorithm { kMd5, kSha1, kSha256, kSha384, kSha512, kSha512_256 };

// What is hashed may be secret, and the hash of a password stands for it: so results are Secrets, as bytes.
class Hasher {
 public:
  explicit Hasher(HashAlgorithm algorithm);
  Hasher& update(std::string_view bytes);
  Hasher& update(const Secret& bytes);
  Secret finish();  // once

 private:
  struct Cleanup {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Cleanup> context_;
};

Secret hash(HashAlgorithm algorithm, const Secret& bytes);
Secret hmac(HashAlgorithm algorithm, const Secret& key, const Secret& bytes);  // RFC 2104

}  // namespace coffer::crypto
