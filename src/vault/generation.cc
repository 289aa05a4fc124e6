#include "vault/generation.h"

#include <fmt/format.h>

#include "crypto/aead.h"
#include "vault/key_slot.h"
#include "vault/payload.h"

namespace coffer::vault {

Error of_file(Error error, const VaultPaths& paths) {
  if (error.code == ErrorCode::kVaultNewerVersion) {
    error.what = fmt::format("the vault {} is newer than this Coffer: {}", paths.file.string(), error.what);
    return error;
  }
  if (error.code != ErrorCode::kVaultDamaged) return error;
  error.what = fmt::format("the vault {} is damaged: {}", paths.file.string(), error.what);
  error.mend = "Restore the file from a copy of your own; it was not touched.";
  return with_restore_hint(std::move(error), paths);
}

Result<Generation> read_generation(const VaultPaths& paths) {
  Generation generation;
  COFFER_ASSIGN(generation.bytes, read_vault_file(paths));
  auto parsed = parse_file(generation.bytes);
  if (!parsed) return of_file(std::move(parsed).error(), paths);
  generation.header = std::move(parsed->header);
  return generation;
}

Result<void> unseal(Generation& generation, const Secret& vault_key, const VaultPaths& paths) {
  if (key_id_of(vault_key) != generation.header.key_id) {
    return Error{ErrorCode::kVaultLocked, "the vault's key was changed meanwhile, by another process",
                 "Unlock it again."};
  }
  COFFER_ASSIGN(const Parsed parsed, parse_file(generation.bytes));
  const auto plaintext = crypto::open(payload_key_of(vault_key), parsed.header.payload_nonce, parsed.payload,
                                      parsed.header_bytes);
  if (!plaintext) return of_file({ErrorCode::kVaultDamaged, "its content does not authenticate"}, paths);
  auto content = decode_payload(*plaintext);
  if (!content) return of_file(std::move(content).error(), paths);
  generation.content = *std::move(content);
  return {};
}

Result<void> seal(Generation& generation, const Secret& vault_key, crypto::Random& random) {
  COFFER_TRY(check_content(generation.content));
  COFFER_ASSIGN(const Secret plaintext, encode_payload(generation.content));
  Header& header = generation.header;
  if (header.generation >= kMaxGeneration)
    return Error{ErrorCode::kTooLarge, "the vault was written too often"};
  ++header.generation;
  header.payload_nonce = random.bytes(crypto::kAeadNonceSize);
  generation.bytes = write_header(header, plaintext.size() + crypto::kAeadTagSize);
  generation.bytes +=
      crypto::seal(payload_key_of(vault_key), header.payload_nonce, plaintext, generation.bytes);
  return {};
}

}  // namespace coffer::vault
