#include "aws/uri_encoding.h"

namespace coffer::aws {
namespace {

bool is_unreserved(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

void append_byte(SecretBuilder& out, char byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  if (is_unreserved(byte)) {
    out.append(byte);
    return;
  }
  const auto value = static_cast<unsigned char>(byte);
  out.append('%').append(kDigits[value >> 4]).append(kDigits[value & 15]);
}

// -1 where `c` is no hexadecimal digit.
int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

void append_uri_encoded(SecretBuilder& out, std::string_view bytes) {
  for (const char byte : bytes) append_byte(out, byte);
}

void append_uri_reencoded(SecretBuilder& out, std::string_view encoded) {
  for (size_t i = 0; i < encoded.size(); ++i) {
    const bool escape = encoded[i] == '%' && i + 2 < encoded.size() && digit(encoded[i + 1]) >= 0 &&
                        digit(encoded[i + 2]) >= 0;
    if (escape) {
      append_byte(out, static_cast<char>(digit(encoded[i + 1]) * 16 + digit(encoded[i + 2])));
      i += 2;
    } else {
      append_byte(out, encoded[i] == '+' ? ' ' : encoded[i]);
    }
  }
}

void append_form_encoded(SecretBuilder& out, std::string_view bytes) {
  for (const char byte : bytes) {
    if (byte == ' ') {
      out.append('+');
    } else {
      append_byte(out, byte);
    }
  }
}

}  // namespace coffer::aws
