#include "base/secret_encoding.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace coffer {
namespace {

constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUpperHex = "0123456789ABCDEF";
constexpr std::string_view kLowerHex = "0123456789abcdef";

uint32_t byte(char c) { return static_cast<unsigned char>(c); }

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

void encode_base64(std::string_view bytes, char* out) {
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t left = bytes.size() - i;
    uint32_t group = byte(bytes[i]) << 16;
    if (left > 1) group |= byte(bytes[i + 1]) << 8;
    if (left > 2) group |= byte(bytes[i + 2]);
    *out++ = kBase64[group >> 18];
    *out++ = kBase64[(group >> 12) & 63];
    *out++ = left > 1 ? kBase64[(group >> 6) & 63] : '=';
    *out++ = left > 2 ? kBase64[group & 63] : '=';
  }
}

void append_json(SecretBuilder& out, char c) {
  constexpr std::string_view kNamed = "\"\\\b\f\n\r\t";
  constexpr std::string_view kNames = "\"\\bfnrt";
  if (const size_t named = kNamed.find(c); named != std::string_view::npos) {
    out.append('\\').append(kNames[named]);
  } else if (byte(c) < 0x20) {
    out.append("\\u00").append(kLowerHex[byte(c) >> 4]).append(kLowerHex[byte(c) & 15]);
  } else {
    out.append(c);
  }
}

}  // namespace

Secret hex_encode(const Secret& secret) {
  return secret.expose([](std::string_view bytes) {
    return Secret::filled(bytes.size() * 2, [bytes](char* out, size_t) {
      for (const char c : bytes) *out++ = kLowerHex[byte(c) >> 4], *out++ = kLowerHex[byte(c) & 15];
    });
  });
}

Secret base64_encode(const Secret& secret) {
  return secret.expose([](std::string_view bytes) {
    return Secret::filled((bytes.size() + 2) / 3 * 4,
                          [bytes](char* out, size_t) { encode_base64(bytes, out); });
  });
}

Secret base64url_encode(const Secret& secret) {
  const Secret padded = base64_encode(secret);
  return padded.expose([](std::string_view text) {
    text = text.substr(0, text.find('='));
    return Secret::filled(text.size(), [text](char* out, size_t) {
      for (const char c : text) *out++ = c == '+' ? '-' : c == '/' ? '_' : c;
    });
  });
}

Secret percent_encode(const Secret& secret) {
  SecretBuilder out;
  out.reserve(secret.size() * 3);
  secret.expose([&](std::string_view bytes) {
    for (const char c : bytes) {
      if (is_unreserved(c)) {
        out.append(c);
      } else {
        out.append('%').append(kUpperHex[byte(c) >> 4]).append(kUpperHex[byte(c) & 15]);
      }
    }
  });
  return out.take();
}

Secret json_escape(const Secret& secret) {
  SecretBuilder out;
  out.reserve(secret.size() * 2);
  secret.expose([&](std::string_view bytes) {
    for (const char c : bytes) append_json(out, c);
  });
  return out.take();
}

}  // namespace coffer
