#include "vault/key_slot.h"

#include <fmt/format.h>

#include "crypto/aead.h"
#include "vault/byte_io.h"
#include "vault/format.h"
#include "vault/key_text.h"

namespace coffer::vault {
namespace {

static_assert(crypto::KdfCost{}.passes >= kLowestWrittenCost.passes &&
              crypto::KdfCost{}.memory_kib >= kLowestWrittenCost.memory_kib);

constexpr size_t kSealedKeySize = kKeySize + crypto::kAeadTagSize;

// What the tag of a sealed vault key covers besides the key.
std::string associated(SlotType type, std::string_view parameters) {
  std::string data = "coffer vault slot 1";
  put_number(data, static_cast<uint16_t>(type));
  return data += parameters;
}

std::string seal_key(const Secret& vault_key, const Secret& slot_key, SlotType type, std::string parameters,
                     crypto::Random& random) {
  const std::string nonce = random.bytes(crypto::kAeadNonceSize);
  parameters += nonce;
  return parameters + crypto::seal(slot_key, nonce, vault_key, associated(type, parameters));
}

std::optional<Secret> open_key(std::string_view body, const Secret& slot_key, SlotType type) {
  const std::string_view parameters = body.substr(0, body.size() - kSealedKeySize);
  const std::string_view nonce = parameters.substr(parameters.size() - crypto::kAeadNonceSize);
  return crypto::open(slot_key, nonce, body.substr(parameters.size()), associated(type, parameters));
}

Secret recovery_slot_key(const Secret& recovery_key, std::string_view salt) {
  return crypto::derive_key(recovery_key, std::string("coffer vault recovery 1").append(salt));
}

Error misformed(std::string_view slot) {
  return {ErrorCode::kVaultDamaged, fmt::format("its {} slot makes no sense", slot)};
}

}  // namespace

std::string key_id_of(const Secret& vault_key) {
  return crypto::derive_key(vault_key, "coffer vault key id 1").expose([](std::string_view id) {
    return std::string(id.substr(0, kKeyIdSize));
  });
}

Secret payload_key_of(const Secret& vault_key) {
  return crypto::derive_key(vault_key, "coffer vault payload 1");
}

Result<void> check_passphrase(const Secret& passphrase) {
  if (passphrase.empty())
    return Error{ErrorCode::kInvalidArgument, "it is empty", "Choose a passphrase.", "passphrase"};
  if (passphrase.size() > kMaxPassphrase) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("it has {} bytes, the limit is {}", passphrase.size(), kMaxPassphrase), "",
                 "passphrase"};
  }
  return {};
}

Result<std::string> wrap_by_passphrase(const Secret& vault_key, const Secret& passphrase,
                                       crypto::KdfCost cost, crypto::Random& random) {
  COFFER_TRY(check_passphrase(passphrase));
  std::string parameters = random.bytes(crypto::kSaltSize);
  COFFER_ASSIGN(const Secret slot_key, crypto::argon2id(passphrase, parameters, cost));
  put_number(parameters, cost.passes);
  put_number(parameters, cost.memory_kib);
  return seal_key(vault_key, slot_key, SlotType::kPassphrase, std::move(parameters), random);
}

std::string wrap_by_recovery_key(const Secret& vault_key, const Secret& recovery_key,
                                 crypto::Random& random) {
  std::string salt = random.bytes(crypto::kSaltSize);
  const Secret slot_key = recovery_slot_key(recovery_key, salt);
  return seal_key(vault_key, slot_key, SlotType::kRecovery, std::move(salt), random);
}

Result<Secret> unwrap_by_passphrase(std::string_view body, const Secret& passphrase) {
  if (body.size() != crypto::kSaltSize + 8 + crypto::kAeadNonceSize + kSealedKeySize)
    return misformed("passphrase");
  ByteReader reader(body);
  const std::string_view salt = reader.bytes(crypto::kSaltSize);
  const auto passes = reader.number<uint32_t>();
  const auto memory_kib = reader.number<uint32_t>();
  const crypto::KdfCost cost{passes, memory_kib};
  if (!crypto::within_bounds(cost)) return misformed("passphrase");
  COFFER_TRY(check_passphrase(passphrase));
  COFFER_ASSIGN(const Secret slot_key, crypto::argon2id(passphrase, salt, cost));
  if (auto key = open_key(body, slot_key, SlotType::kPassphrase)) return *std::move(key);
  return Error{ErrorCode::kWrongPassphrase, "that is not the passphrase of this vault",
               "Try again (is Caps Lock on?), or unlock with the recovery key.", "passphrase"};
}

Result<Secret> unwrap_by_recovery_key(std::string_view body, const Secret& recovery_key) {
  if (body.size() != crypto::kSaltSize + crypto::kAeadNonceSize + kSealedKeySize)
    return misformed("recovery");
  const Secret slot_key = recovery_slot_key(recovery_key, body.substr(0, crypto::kSaltSize));
  if (auto key = open_key(body, slot_key, SlotType::kRecovery)) return *std::move(key);
  return Error{ErrorCode::kVaultLocked, "that recovery key is well-formed, but not of this vault",
               "It may be an older one: a new recovery key and a rotation of the vault key replace it.",
               "recovery key"};
}

}  // namespace coffer::vault
