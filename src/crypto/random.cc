#include "crypto/random.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

namespace coffer::crypto {
namespace {

class SystemRandom final : public Random {
 public:
  SystemRandom() {
    if (sodium_init() < 0) std::abort();
  }
  void fill(void* data, size_t size) override { randombytes_buf(data, size); }
};

uint64_t word(Random& random) {
  uint64_t bits = 0;
  random.fill(&bits, sizeof bits);
  return bits;
}

}  // namespace

Secret Random::secret(size_t size) {
  return Secret::filled(size, [this](char* room, size_t length) { fill(room, length); });
}

std::string Random::bytes(size_t size) {
  std::string made(size, '\0');
  fill(made.data(), made.size());
  return made;
}

uint64_t Random::below(uint64_t bound) {
  if (bound < 2) return 0;
  // The words below 2^64 mod bound would make the small results likelier: draw again.
  const uint64_t uneven = (0 - bound) % bound;
  for (;;) {
    const uint64_t bits = word(*this);
    if (bits >= uneven) return bits % bound;
  }
}

double Random::unit() { return static_cast<double>(word(*this) >> 11) * 0x1p-53; }

std::string Random::uuid() {
  std::array<uint8_t, 16> id;
  fill(id.data(), id.size());
  id[6] = static_cast<uint8_t>((id[6] & 0x0F) | 0x40);  // version 4
  id[8] = static_cast<uint8_t>((id[8] & 0x3F) | 0x80);  // variant 10
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (size_t i = 0; i < id.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += kHex[id[i] >> 4];  // two of these go with each request: fmt would take ten times as long
    text += kHex[id[i] & 0x0F];
  }
  return text;
}

Random& system_random() {
  static SystemRandom instance;
  return instance;
}

// SplitMix64 (Steele, Lea, Flood 2014).
void SeededRandom::fill(void* data, size_t size) {
  auto* out = static_cast<unsigned char*>(data);
  while (size > 0) {
    uint64_t bits = (state_ += 0x9E3779B97F4A7C15);
    bits = (bits ^ bits >> 30) * 0xBF58476D1CE4E5B9;
    bits = (bits ^ bits >> 27) * 0x94D049BB133111EB;
    bits ^= bits >> 31;
    const size_t piece = std::min(size, sizeof bits);
    std::memcpy(out, &bits, piece);
    out += piece, size -= piece;
  }
}

}  // namespace coffer::crypto
