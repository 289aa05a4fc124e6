// SHA-256 and HMAC. OpenSSL's digests stay inside this folder.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace coffer::crypto {

using Digest = std::array<uint8_t, 32>;

Digest sha256(std::string_view bytes);
std::string sha256_hex(std::string_view bytes);
Digest hmac_sha256(std::string_view key, std::string_view bytes);
inline std::string_view view(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace coffer::crypto
