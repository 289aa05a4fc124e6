#include "crypto/base64_secret.h"

#include <sodium.h>

namespace coffer::crypto {

Secret base64_encode_secret(const Secret& bytes) {
  const size_t room_needed =
      sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL);  // with a NUL
  Secret text = Secret::filled(room_needed, [&](char* room, size_t size) {
    bytes.expose([&](std::string_view raw) {
      sodium_bin2base64(room, size, reinterpret_cast<const unsigned char*>(raw.data()), raw.size(),
                        sodium_base64_VARIANT_ORIGINAL);
    });
  });
  return text.expose(
      [](std::string_view with_nul) { return Secret(with_nul.substr(0, with_nul.size() - 1)); });
}

std::optional<Secret> base64_decode_secret(std::string_view text) {
  size_t size = 0;
  bool valid = false;
  const Secret bytes = Secret::filled(text.size() / 4 * 3 + 3, [&](char* room, size_t capacity) {
    valid = sodium_base642bin(reinterpret_cast<unsigned char*>(room), capacity, text.data(), text.size(),
                              nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL) == 0;
  });
  if (!valid) return std::nullopt;
  return bytes.expose([&](std::string_view room) { return Secret(room.substr(0, size)); });
}

}  // namespace coffer::crypto
