#include "vault/unlock.h"

#include <fmt/format.h>

#include "vault/generation.h"
#include "vault/key_slot.h"
#include "vault/key_text.h"

namespace coffer::vault {
namespace {

Error locked(const Header& header, const VaultPaths& paths) {
  std::string ways;
  for (const SlotKind kind : kinds_of(header)) {
    if (!ways.empty()) ways += ", ";
    ways += to_string(kind);
  }
  return {ErrorCode::kVaultLocked,
          fmt::format("the vault {} is locked; it opens by: {}", paths.file.string(), ways),
          "Give one of them, or the vault key in COFFER_VAULT_KEY."};
}

Result<Secret> by_key(const Header& header, const Secret& text) {
  COFFER_ASSIGN(Secret key, parse_vault_key(text));
  if (key_id_of(key) == header.key_id) return key;
  return Error{ErrorCode::kVaultLocked, "that vault key is well-formed, but not of this vault",
               "It may be of another vault, or of before the key was rotated.", "vault key"};
}

// A slot and the rest of the file were each authentic once, but not together: somebody mixed them.
Result<Secret> check_slot_key(Secret key, const Header& header) {
  if (key_id_of(key) == header.key_id) return key;
  return Error{ErrorCode::kVaultDamaged, "a key slot holds the key of another vault"};
}

Result<Secret> by_passphrase(const Header& header, const Slot& slot, const Secret& passphrase) {
  COFFER_ASSIGN(Secret key, unwrap_by_passphrase(slot.body, passphrase));
  return check_slot_key(std::move(key), header);
}

Result<Secret> by_recovery_key(const Header& header, const Slot& slot, const Secret& text) {
  COFFER_ASSIGN(const Secret recovery_key, parse_recovery_key(text));
  COFFER_ASSIGN(Secret key, unwrap_by_recovery_key(slot.body, recovery_key));
  return check_slot_key(std::move(key), header);
}

}  // namespace

std::vector<SlotKind> kinds_of(const Header& header) {
  std::vector<SlotKind> kinds;
  for (const auto kind :
       {SlotKind::kPassphrase, SlotKind::kRecovery, SlotKind::kKeyring, SlotKind::kKeyFile}) {
    if (header.find(type_of(kind)) != nullptr) kinds.push_back(kind);
  }
  return kinds;
}

SlotType type_of(SlotKind kind) {
  switch (kind) {
    case SlotKind::kPassphrase:
      return SlotType::kPassphrase;
    case SlotKind::kRecovery:
      return SlotType::kRecovery;
    case SlotKind::kKeyring:
      return SlotType::kKeyringNote;
    case SlotKind::kKeyFile:
      break;
  }
  return SlotType::kKeyFileNote;
}

Result<Secret> find_key(const Header& header, const Unlock& unlock, const VaultPaths& paths) {
  Error failure = locked(header, paths);
  if (unlock.key != nullptr) {
    auto key = by_key(header, *unlock.key);
    if (key) return key;
    failure = std::move(key).error();
  }
  if (const Slot* slot = header.find(SlotType::kPassphrase);
      unlock.passphrase != nullptr && slot != nullptr) {
    auto key = by_passphrase(header, *slot, *unlock.passphrase);
    if (key) return key;
    failure = std::move(key).error();
  }
  if (const Slot* slot = header.find(SlotType::kRecovery); unlock.recovery != nullptr && slot != nullptr) {
    auto key = by_recovery_key(header, *slot, *unlock.recovery);
    if (key) return key;
    failure = std::move(key).error();
  }
  return of_file(std::move(failure), paths);
}

}  // namespace coffer::vault
