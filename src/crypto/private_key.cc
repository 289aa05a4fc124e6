#include "crypto/private_key.h"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <cstdlib>
#include <optional>

#include "crypto/base64_secret.h"
#include "crypto/openssl_digest.h"

namespace coffer::crypto {
namespace {

constexpr std::string_view kBegin = "-----BEGIN ", kDashes = "-----", kKind = "PRIVATE KEY";

Error not_a_key(std::string_view why) {
  return {ErrorCode::kInvalidArgument, "the private key cannot be read: " + std::string(why),
          "Give it in PEM, with its lines -----BEGIN PRIVATE KEY----- and -----END PRIVATE KEY-----."};
}

struct Armor {
  std::string_view label, body;
};

// The first block of private keys: "EC PARAMETERS" may stand before it.
std::optional<Armor> find_armor(std::string_view pem) {
  for (size_t at = pem.find(kBegin); at != std::string_view::npos; at = pem.find(kBegin, at + 1)) {
    const size_t label = at + kBegin.size();
    const size_t label_end = pem.find(kDashes, label);
    if (label_end == std::string_view::npos) return std::nullopt;
    const size_t body = label_end + kDashes.size();
    const size_t end = pem.find(kDashes, body);
    if (end == std::string_view::npos) return std::nullopt;
    const Armor armor{pem.substr(label, label_end - label), pem.substr(body, end - body)};
    if (armor.label.ends_with(kKind)) return armor;
  }
  return std::nullopt;
}

// Base64 without what people's tools put between its lines: white space, or a written \n or \r.
Secret joined(std::string_view body) {
  SecretBuilder text;
  text.reserve(body.size());
  for (size_t i = 0; i < body.size(); ++i) {
    const char c = body[i];
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    if (c == '\\' && i + 1 < body.size() && (body[i + 1] == 'n' || body[i + 1] == 'r')) {
      ++i;
    } else {
      text.append(c);
    }
  }
  return text.take();
}

Result<Secret> der_of(std::string_view pem) {
  const auto armor = find_armor(pem);
  if (!armor) return not_a_key("there is no PEM private key in it");
  if (armor->label.starts_with("ENCRYPTED") || armor->body.find("ENCRYPTED") != std::string_view::npos) {
    return Error{ErrorCode::kUnsupported, "the private key is encrypted with a passphrase",
                 "Store it decrypted in the vault, which encrypts it: openssl pkey -in key.pem"};
  }
  auto der = joined(armor->body).expose(base64_decode_secret);
  if (!der) return not_a_key("its base64 is damaged");
  return std::move(*der);
}

// DER, an ASN.1 SEQUENCE of two INTEGERs, to r and s of fixed width.
std::string raw_ecdsa(std::string_view der, size_t width) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> pair(
      d2i_ECDSA_SIG(nullptr, &bytes, static_cast<long>(der.size())), ECDSA_SIG_free);
  if (!pair) std::abort();  // our own signature
  std::string raw(2 * width, '\0');
  auto* out = reinterpret_cast<unsigned char*>(raw.data());
  BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), out, static_cast<int>(width));
  BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), out + width, static_cast<int>(width));
  return raw;
}

bool set_padding(EVP_PKEY_CTX* context, SignatureScheme scheme) {
  if (scheme == SignatureScheme::kRsaPkcs1)
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1;
  if (scheme != SignatureScheme::kRsaPss) return true;
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

// Empty where OpenSSL does not want to.
std::string signature(EVP_PKEY* key, SignatureScheme scheme, HashAlgorithm algorithm,
                      std::string_view message) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  if (!context) std::abort();          // out of memory
  EVP_PKEY_CTX* parameters = nullptr;  // the context's
  const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
  size_t size = 0;
  if (EVP_DigestSignInit(context.get(), &parameters, openssl_digest(algorithm), nullptr, key) != 1) return {};
  if (!set_padding(parameters, scheme)) return {};
  if (EVP_DigestSign(context.get(), nullptr, &size, bytes, message.size()) != 1) return {};
  std::string made(size, '\0');
  auto* out = reinterpret_cast<unsigned char*>(made.data());
  if (EVP_DigestSign(context.get(), out, &size, bytes, message.size()) != 1) return {};
  made.resize(size);
  return made;
}

}  // namespace

void PrivateKey::Cleanup::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }

Result<PrivateKey> PrivateKey::from_pem(const Secret& pem) {
  COFFER_ASSIGN(const Secret der, pem.expose(der_of));
  EVP_PKEY* const key = der.expose([](std::string_view bytes) {
    const auto* start = reinterpret_cast<const unsigned char*>(bytes.data());
    return d2i_AutoPrivateKey(nullptr, &start, static_cast<long>(bytes.size()));
  });
  ERR_clear_error();
  if (key == nullptr) return not_a_key("it is damaged, or of a kind that is not known");
  PrivateKey made(key);
  const int type = EVP_PKEY_get_base_id(key);
  if (type == EVP_PKEY_RSA || type == EVP_PKEY_RSA_PSS || type == EVP_PKEY_EC) return made;
  return Error{ErrorCode::kUnsupported, "the private key is neither an RSA nor an EC key",
               "Use a key of one of those kinds."};
}

PrivateKey::Kind PrivateKey::kind() const {
  return EVP_PKEY_get_base_id(key_.get()) == EVP_PKEY_EC ? Kind::kEc : Kind::kRsa;
}

int PrivateKey::bits() const { return EVP_PKEY_get_bits(key_.get()); }

Result<std::string> PrivateKey::sign(SignatureScheme scheme, HashAlgorithm algorithm,
                                     const Secret& message) const {
  if ((scheme == SignatureScheme::kEcdsa) != (kind() == Kind::kEc)) {
    return Error{ErrorCode::kInvalidArgument,
                 kind() == Kind::kEc ? "the private key is an EC key, and the algorithm wants an RSA key"
                                     : "the private key is an RSA key, and the algorithm wants an EC key",
                 "Choose the algorithm that fits the key."};
  }
  const std::string made =
      message.expose([&](std::string_view bytes) { return signature(key_.get(), scheme, algorithm, bytes); });
  ERR_clear_error();
  if (made.empty()) {
    return Error{ErrorCode::kInvalidArgument, "the private key cannot sign with this algorithm",
                 "It may be too short for the hash: use an RSA key of 2048 bits or more."};
  }
  if (scheme != SignatureScheme::kEcdsa) return made;
  return raw_ecdsa(made, static_cast<size_t>(bits() + 7) / 8);
}

}  // namespace coffer::crypto
