// The vault file's bytes, header and slots: docs/vault-format.md. Knows nothing of keys, files or JSON.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace coffer::vault {

inline constexpr uint16_t kFormatVersion = 1;
inline constexpr uint64_t kMaxGeneration = (uint64_t{1} << 53) - 1;  // what JSON's readers take
inline constexpr size_t kKeyIdSize = 16;
inline constexpr size_t kMaxHeaderSize = size_t{64} * 1024;
inline constexpr size_t kMaxPlaintextSize = size_t{16} << 20;
inline constexpr size_t kMaxFileSize = kMaxHeaderSize + kMaxPlaintextSize + 16;
inline constexpr size_t kMaxSlots = 16;
inline constexpr size_t kMaxSlotBody = 1024;

// Slot kinds on disk. Others may stand in a file of a newer Coffer and are kept.
enum class SlotType : uint16_t { kPassphrase = 1, kRecovery = 2, kKeyringNote = 3, kKeyFileNote = 4 };

struct Slot {
  uint16_t type = 0;
  std::string body = {};
};

struct Header {
  uint64_t generation = 1;
  std::string key_id = {};
  std::string payload_nonce = {};
  std::vector<Slot> slots = {};

  const Slot* find(SlotType type) const;
  void put(SlotType type, std::string body);  // adds or replaces
  void drop(SlotType type);
};

// A file taken apart. The views point into the bytes that were given.
struct Parsed {
  Header header;
  std::string_view header_bytes;  // the payload's associated data
  std::string_view payload;
};

// kVaultDamaged or kVaultNewerVersion; `what` without the file's name.
Result<Parsed> parse_file(std::string_view bytes);

// The header's bytes, checksum included, for a payload that will have `payload_size` bytes.
std::string write_header(const Header& header, size_t payload_size);

}  // namespace coffer::vault
