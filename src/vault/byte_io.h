// Big-endian numbers in and out of byte strings.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace coffer::vault {

template <std::unsigned_integral T>
void put_number(std::string& out, T value) {
  for (int shift = static_cast<int>(sizeof(T)) * 8 - 8; shift >= 0; shift -= 8) {
    out += static_cast<char>(value >> shift & 0xFF);
  }
}

// Takes pieces from the front. Asking for more than there is gives zeros or nothing, and ok() is false from
// then on.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  template <std::unsigned_integral T>
  T number() {
    T value = 0;
    for (const char c : bytes(sizeof(T)))
      value = static_cast<T>(static_cast<uint64_t>(value) << 8 | static_cast<uint8_t>(c));
    return value;
  }

  std::string_view bytes(size_t size) {
    if (size > rest_.size()) {
      ok_ = false;
      rest_ = {};
      return {};
    }
    const std::string_view piece = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return piece;
  }

  bool ok() const { return ok_; }
  size_t left() const { return rest_.size(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace coffer::vault
