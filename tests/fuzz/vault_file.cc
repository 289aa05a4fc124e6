// The vault file's header and slots: what is accepted is written back to the same bytes.
#include "crypto/hash.h"
#include "target.h"
#include "vault/format.h"
#include "vault/key_slot.h"
#include "vault/key_text.h"

namespace coffer::fuzz {
namespace {

constexpr size_t kHeaderSizeAt = 10;  // docs/vault-format.md, "Header"
constexpr size_t kChecksumSize = sizeof(crypto::Digest);

// No fuzzer guesses a SHA-256: the right one is put into its place, so that what stands behind it is reached.
std::string with_right_checksum(std::string bytes) {
  if (bytes.size() < kHeaderSizeAt + 4) return bytes;
  size_t size = 0;
  for (size_t i = 0; i < 4; ++i) size = size << 8 | static_cast<unsigned char>(bytes[kHeaderSizeAt + i]);
  if (size < kChecksumSize || size > bytes.size()) return bytes;
  const auto digest = crypto::sha256(std::string_view(bytes).substr(0, size - kChecksumSize));
  return bytes.replace(size - kChecksumSize, kChecksumSize, crypto::view(digest));
}

void check(std::string_view bytes) {
  const auto parsed = vault::parse_file(bytes);
  if (!parsed) return check_error(parsed.error());
  REQUIRE(parsed->header.slots.size() <= vault::kMaxSlots);
  REQUIRE(vault::write_header(parsed->header, parsed->payload.size()) == parsed->header_bytes);
  REQUIRE(parsed->header_bytes.size() + parsed->payload.size() == bytes.size());
  // A recovery slot of any content opens with no key, and says so. (A passphrase slot would cost a key
  // derivation.)
  if (const auto* slot = parsed->header.find(vault::SlotType::kRecovery)) {
    const auto key = vault::unwrap_by_recovery_key(slot->body, Secret(std::string(vault::kKeySize, 'k')));
    if (!key) check_error(key.error());
  }
}

}  // namespace

void one_input(std::string_view bytes) {
  check(bytes);
  check(with_right_checksum(std::string(bytes)));
}

}  // namespace coffer::fuzz
