#include "demo/totp.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "demo/digest.h"

namespace coffer::demo {

std::optional<std::string> base32_decode(std::string_view text) {
  std::string out;
  uint32_t bits = 0;
  int count = 0;
  while (text.ends_with('=')) text.remove_suffix(1);
  for (const char raw : to_lower(text)) {
    const bool letter = raw >= 'a' && raw <= 'z';
    if (!letter && (raw < '2' || raw > '7')) return {};
    bits = bits << 5 | static_cast<uint32_t>(letter ? raw - 'a' : raw - '2' + 26);
    count += 5;
    if (count >= 8) {
      count -= 8;
      out += static_cast<char>(bits >> count & 0xff);
    }
  }
  return out;
}

int64_t totp_step(WallTime now) {
  return std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count() / 30;
}

std::string totp_code(std::string_view seed, int64_t step) {
  std::string counter;
  for (int shift = 56; shift >= 0; shift -= 8) counter += static_cast<char>(step >> shift & 0xff);
  const std::string hash = hmac_sha1(seed, counter);
  const auto offset = static_cast<size_t>(hash.back() & 0x0f);  // RFC 4226 §5.3: dynamic truncation
  uint32_t number = 0;
  for (size_t i = 0; i < 4; ++i) number = number << 8 | static_cast<unsigned char>(hash[offset + i]);
  return fmt::format("{:06}", (number & 0x7fffffff) % 1'000'000);
}

}  // namespace coffer::demo
