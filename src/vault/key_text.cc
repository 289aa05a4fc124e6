#include "vault/key_text.h"

#include <fmt/format.h>

#include <cstdint>

#include "base/encoding.h"
#include "crypto/kdf.h"

namespace coffer::vault {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr size_t kKeyDigits = 52;      // 260 bits, the last four are zero
constexpr size_t kChecksumDigits = 4;  // 20 bits
constexpr size_t kTextDigits = kKeyDigits + kChecksumDigits;
constexpr size_t kGroup = 4;

struct Kind {
  std::string_view name;  // the text's prefix without its last dash
  std::string_view field;
  bool prefix_needed;
};
constexpr Kind kVaultKey{"coffer-key-1", "vault key", true};
constexpr Kind kRecoveryKey{"coffer-recovery-1", "recovery key", false};

// The first `count` base32 digits of `bytes`, filled up with zero bits.
void append_digits(SecretBuilder& out, std::string_view bytes, size_t count) {
  uint32_t bits = 0;
  int have = 0;
  for (size_t i = 0, next = 0; i < count; ++i) {
    if (have < 5) {
      bits = bits << 8 | (next < bytes.size() ? static_cast<uint8_t>(bytes[next]) : 0U);
      ++next, have += 8;
    }
    have -= 5;
    out.append(kDigits[bits >> have & 31]);
  }
}

// Key and checksum, upper case, in one piece.
Secret digits_of(const Secret& key, const Kind& kind) {
  SecretBuilder digits;
  digits.reserve(kTextDigits);
  key.expose([&](std::string_view bytes) {
    append_digits(digits, bytes, kKeyDigits);
    crypto::derive_key(Secret(kind.name), bytes).expose([&](std::string_view checksum) {
      append_digits(digits, checksum, kChecksumDigits);
    });
  });
  return digits.take();
}

// What a person may write for a digit; -1 for what is none.
int digit_value(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') c = '0';
  if (c == 'I' || c == 'L') c = '1';
  const size_t found = kDigits.find(c);
  return found == std::string_view::npos ? -1 : static_cast<int>(found);
}

bool is_separator(char c) { return c == '-' || c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool has_prefix(std::string_view text, const Kind& kind) {
  return text.size() > kind.name.size() && iequals(text.substr(0, kind.name.size()), kind.name) &&
         text[kind.name.size()] == '-';
}

Error refusal(const Kind& kind, std::string what) {
  return {ErrorCode::kInvalidArgument, std::move(what),
          fmt::format("A {} is \"{}-\" and {} letters and digits.", kind.field, kind.name, kTextDigits),
          std::string(kind.field)};
}

// The digits in their canonical form.
Result<Secret> clean_digits(std::string_view text, const Kind& kind) {
  const Kind& other = kind.field == kVaultKey.field ? kRecoveryKey : kVaultKey;
  text = trim(text);
  if (has_prefix(text, other)) return refusal(kind, fmt::format("this is a {}", other.field));
  if (has_prefix(text, kind)) {
    text.remove_prefix(kind.name.size() + 1);
  } else if (kind.prefix_needed) {
    return refusal(kind, fmt::format("it does not begin with \"{}-\"", kind.name));
  }
  SecretBuilder digits;
  digits.reserve(kTextDigits);
  for (const char c : text) {
    if (is_separator(c)) continue;
    const int value = digit_value(c);
    if (value < 0) return refusal(kind, "it holds a character that no key has");
    if (digits.size() == kTextDigits) return refusal(kind, "it is too long");
    digits.append(kDigits[static_cast<size_t>(value)]);
  }
  if (digits.size() < kTextDigits) {
    return refusal(kind,
                   fmt::format("it is too short: {} of {} letters and digits", digits.size(), kTextDigits));
  }
  return digits.take();
}

Secret bytes_of(const Secret& digits) {
  return Secret::filled(kKeySize, [&](char* room, size_t size) {
    digits.expose([&](std::string_view text) {
      uint32_t bits = 0;
      int have = 0;
      for (size_t i = 0, next = 0; next < size; ++i) {
        bits = bits << 5 | static_cast<uint32_t>(digit_value(text[i]));
        have += 5;
        if (have < 8) continue;
        have -= 8;
        room[next++] = static_cast<char>(bits >> have & 0xFF);
      }
    });
  });
}

Result<Secret> parse(const Secret& text, const Kind& kind) {
  COFFER_ASSIGN(const Secret digits,
                text.expose([&](std::string_view raw) { return clean_digits(raw, kind); }));
  Secret key = bytes_of(digits);
  // Digits made anew from the bytes differ where the checksum is wrong or the filling is not zero.
  if (!digits_of(key, kind).equals(digits))
    return refusal(kind, "a letter or digit of it is wrong (the checksum does not match)");
  return key;
}

}  // namespace

Secret vault_key_text(const Secret& key) {
  SecretBuilder text;
  text.append(kVaultKey.name).append('-');
  digits_of(key, kVaultKey).expose([&](std::string_view digits) {
    for (const char c : digits) text.append(c >= 'A' ? static_cast<char>(c - 'A' + 'a') : c);
  });
  return text.take();
}

Secret recovery_key_text(const Secret& key) {
  SecretBuilder text;
  text.append(kRecoveryKey.name);
  digits_of(key, kRecoveryKey).expose([&](std::string_view digits) {
    for (size_t at = 0; at < digits.size(); at += kGroup) text.append('-').append(digits.substr(at, kGroup));
  });
  return text.take();
}

Result<Secret> parse_vault_key(const Secret& text) { return parse(text, kVaultKey); }
Result<Secret> parse_recovery_key(const Secret& text) { return parse(text, kRecoveryKey); }

}  // namespace coffer::vault
