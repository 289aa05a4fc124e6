#include "crypto/hasher.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <cstdlib>

#include "crypto/openssl_digest.h"

namespace coffer::crypto {

const EVP_MD* openssl_digest(HashAlgorithm algorithm) {
  const auto fetched = [](const char* name) {
    EVP_MD* const method = EVP_MD_fetch(nullptr, name, nullptr);
    if (method == nullptr) std::abort();
    return method;
  };
  switch (algorithm) {
    case HashAlgorithm::kMd5: {
      static const EVP_MD* const method = fetched("MD5");
      return method;
    }
    case HashAlgorithm::kSha1: {
      static const EVP_MD* const method = fetched("SHA1");
      return method;
    }
    case HashAlgorithm::kSha256: {
      static const EVP_MD* const method = fetched("SHA256");
      return method;
    }
    case HashAlgorithm::kSha384: {
      static const EVP_MD* const method = fetched("SHA384");
      return method;
    }
    case HashAlgorithm::kSha512: {
      static const EVP_MD* const method = fetched("SHA512");
      return method;
    }
    case HashAlgorithm::kSha512_256: {
      static const EVP_MD* const method = fetched("SHA512-256");
      return method;
    }
  }
  std::abort();
}

void Hasher::Cleanup::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Hasher::Hasher(HashAlgorithm algorithm) : context_(EVP_MD_CTX_new()) {
  if (!context_ || EVP_DigestInit_ex(context_.get(), openssl_digest(algorithm), nullptr) != 1) std::abort();
}

Hasher& Hasher::update(std::string_view bytes) {
  if (EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) != 1) std::abort();
  return *this;
}

Hasher& Hasher::update(const Secret& bytes) {
  bytes.expose([this](std::string_view text) { update(text); });
  return *this;
}

Secret Hasher::finish() {
  const int size = EVP_MD_CTX_get_size(context_.get());
  if (size <= 0) std::abort();
  return Secret::filled(static_cast<size_t>(size), [this](char* out, size_t) {
    if (EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(out), nullptr) != 1) std::abort();
  });
}

Secret hash(HashAlgorithm algorithm, const Secret& bytes) { return Hasher(algorithm).update(bytes).finish(); }

Secret hmac(HashAlgorithm algorithm, const Secret& key, const Secret& bytes) {
  const EVP_MD* const method = openssl_digest(algorithm);
  return key.expose([&](std::string_view key_bytes) {
    return bytes.expose([&](std::string_view text) {
      return Secret::filled(static_cast<size_t>(EVP_MD_get_size(method)), [&](char* out, size_t) {
        const char* const start = key_bytes.empty() ? "" : key_bytes.data();  // null would mean the last key
        if (HMAC(method, start, static_cast<int>(key_bytes.size()),
                 reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                 reinterpret_cast<unsigned char*>(out), nullptr) == nullptr)
          std::abort();
      });
    });
  });
}

}  // namespace coffer::crypto
