#include "vault/format.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "crypto/aead.h"
#include "crypto/hash.h"
#include "vault/byte_io.h"

namespace coffer::vault {
namespace {

constexpr std::string_view kMagic = "COFFER\r\n";
constexpr size_t kChecksumSize = sizeof(crypto::Digest);
constexpr size_t kFixedSize = 68;  // up to the first slot
constexpr size_t kMinHeaderSize = kFixedSize + 4 + kChecksumSize;

Error damaged(std::string what) { return {ErrorCode::kVaultDamaged, std::move(what)}; }

Result<std::vector<Slot>> parse_slots(ByteReader& reader, size_t count) {
  if (count == 0 || count > kMaxSlots) return damaged(fmt::format("it claims {} key slots", count));
  std::vector<Slot> slots;
  std::set<uint16_t> known;
  for (size_t i = 0; i < count; ++i) {
    const auto type = reader.number<uint16_t>();
    const auto size = reader.number<uint16_t>();
    if (size > kMaxSlotBody) return damaged("a key slot is impossibly long");
    slots.push_back({type, std::string(reader.bytes(size))});
    const bool ours = type <= static_cast<uint16_t>(SlotType::kKeyFileNote);
    if (type == 0 || (ours && !known.insert(type).second))
      return damaged("its key slots contradict each other");
  }
  if (!reader.ok() || reader.left() != 0) return damaged("its key slots do not fill their place");
  return slots;
}

}  // namespace

const Slot* Header::find(SlotType type) const {
  const auto found = std::ranges::find(slots, static_cast<uint16_t>(type), &Slot::type);
  return found == slots.end() ? nullptr : &*found;
}

void Header::put(SlotType type, std::string body) {
  const auto found = std::ranges::find(slots, static_cast<uint16_t>(type), &Slot::type);
  if (found != slots.end()) {
    found->body = std::move(body);
  } else {
    slots.push_back({static_cast<uint16_t>(type), std::move(body)});
  }
}

void Header::drop(SlotType type) {
  std::erase_if(slots, [&](const Slot& slot) { return slot.type == static_cast<uint16_t>(type); });
}

Result<Parsed> parse_file(std::string_view bytes) {
  if (bytes.empty()) return damaged("it is empty");
  if (!bytes.starts_with(kMagic)) return damaged("it does not begin as a vault does");
  ByteReader reader(bytes.substr(kMagic.size()));
  const auto version = reader.number<uint16_t>();
  if (reader.ok() && version > kFormatVersion) {
    return Error{ErrorCode::kVaultNewerVersion,
                 fmt::format("it has format {}, this Coffer reads up to {}", version, kFormatVersion),
                 "Update Coffer to open it."};
  }
  const auto header_size = reader.number<uint32_t>();
  if (!reader.ok() || version == 0) return damaged("its first bytes make no sense");
  if (header_size < kMinHeaderSize || header_size > kMaxHeaderSize || header_size > bytes.size()) {
    return damaged("it is cut off, or its header's length is impossible");
  }
  const std::string_view header_bytes = bytes.substr(0, header_size);
  const std::string_view checked = header_bytes.substr(0, header_size - kChecksumSize);
  if (header_bytes.substr(checked.size()) != crypto::view(crypto::sha256(checked))) {
    return damaged("its header's checksum is wrong");
  }
  reader = ByteReader(checked.substr(kMagic.size() + 6));
  Parsed parsed;
  parsed.header.generation = reader.number<uint64_t>();
  parsed.header.key_id = reader.bytes(kKeyIdSize);
  parsed.header.payload_nonce = reader.bytes(crypto::kAeadNonceSize);
  const auto payload_size = reader.number<uint32_t>();
  const auto slot_count = reader.number<uint16_t>();
  if (parsed.header.generation == 0 || parsed.header.generation > kMaxGeneration)
    return damaged("its generation is impossible");
  COFFER_ASSIGN(parsed.header.slots, parse_slots(reader, slot_count));
  parsed.header_bytes = header_bytes;
  parsed.payload = bytes.substr(header_size);
  const bool possible =
      payload_size >= crypto::kAeadTagSize && payload_size <= kMaxPlaintextSize + crypto::kAeadTagSize;
  if (!possible || payload_size != parsed.payload.size())
    return damaged("it is cut off, or something was added to its end");
  return parsed;
}

std::string write_header(const Header& header, size_t payload_size) {
  std::string slots;
  for (const Slot& slot : header.slots) {
    put_number(slots, slot.type);
    put_number(slots, static_cast<uint16_t>(slot.body.size()));
    slots += slot.body;
  }
  std::string bytes(kMagic);
  put_number(bytes, kFormatVersion);
  put_number(bytes, static_cast<uint32_t>(kFixedSize + slots.size() + kChecksumSize));
  put_number(bytes, header.generation);
  bytes += header.key_id;
  bytes += header.payload_nonce;
  put_number(bytes, static_cast<uint32_t>(payload_size));
  put_number(bytes, static_cast<uint16_t>(header.slots.size()));
  bytes += slots;
  bytes += crypto::view(crypto::sha256(bytes));
  return bytes;
}

}  // namespace coffer::vault
