#include "secrets/decoded_view.h"

#include <array>
#include <string>
#include <utility>

namespace coffer::secrets {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

int base64_digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  if (c == '/' || c == '_') return 63;
  return -1;
}

// A character that an escape stands for, in UTF-8, and how much text the escape takes; size 0: no escape.
struct Unescaped {
  size_t size = 0;
  std::array<char, 4> bytes{};
  size_t count = 0;
};

void put_utf8(uint32_t point, Unescaped& out) {
  const auto put = [&](uint32_t byte) { out.bytes[out.count++] = static_cast<char>(byte); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xC0 | point >> 6), put(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    put(0xE0 | point >> 12), put(0x80 | (point >> 6 & 0x3F)), put(0x80 | (point & 0x3F));
  } else {
    put(0xF0 | point >> 18), put(0x80 | (point >> 12 & 0x3F)), put(0x80 | (point >> 6 & 0x3F)),
        put(0x80 | (point & 0x3F));
  }
}

std::optional<uint32_t> hex_number(std::string_view text, size_t at, size_t digits) {
  if (at + digits > text.size()) return std::nullopt;
  uint32_t number = 0;
  for (size_t i = at; i < at + digits; ++i) {
    const int digit = hex_digit(text[i]);
    if (digit < 0) return std::nullopt;
    number = number << 4 | static_cast<uint32_t>(digit);
  }
  return number;
}

Unescaped percent_at(std::string_view text, size_t at) {
  Unescaped out;
  const auto byte = hex_number(text, at + 1, 2);
  if (!byte) return out;
  out.size = 3;
  out.bytes[out.count++] = static_cast<char>(*byte);
  return out;
}

Unescaped unicode_escape_at(std::string_view text, size_t at) {
  Unescaped out;
  auto point = hex_number(text, at + 2, 4);
  if (!point) return out;
  out.size = 6;
  if (*point >= 0xD800 && *point < 0xDC00 && text.substr(at + 6, 2) == "\\u") {
    const auto low = hex_number(text, at + 8, 4);
    if (low && *low >= 0xDC00 && *low < 0xE000) {
      point = 0x10000 + ((*point - 0xD800) << 10) + (*low - 0xDC00);
      out.size = 12;
    }
  }
  put_utf8(*point, out);
  return out;
}

Unescaped json_at(std::string_view text, size_t at) {
  constexpr std::string_view kLetters = "\"\\/'bfnrt";
  constexpr std::string_view kMeanings = "\"\\/'\b\f\n\r\t";
  Unescaped out;
  if (at + 1 >= text.size()) return out;
  if (text[at + 1] == 'u') return unicode_escape_at(text, at);
  if (text[at + 1] == 'x') {
    const auto byte = hex_number(text, at + 2, 2);
    if (!byte) return out;
    out.size = 4;
    out.bytes[out.count++] = static_cast<char>(*byte);  // a byte, as Python and nginx's logs write it
    return out;
  }
  const size_t letter = kLetters.find(text[at + 1]);
  if (letter == std::string_view::npos) return out;
  out.size = 2;
  out.bytes[out.count++] = kMeanings[letter];
  return out;
}

Unescaped html_number_at(std::string_view text, size_t at) {
  constexpr size_t kMostDigits = 10;  // encoders that pad write &#0000038;
  Unescaped out;
  size_t i = at + 2;
  const bool hex = i < text.size() && (text[i] == 'x' || text[i] == 'X');
  if (hex) ++i;
  uint32_t point = 0;
  const size_t first = i;
  for (; i < text.size() && i < first + kMostDigits && text[i] != ';'; ++i) {
    const int digit = hex_digit(text[i]);
    if (digit < 0 || (!hex && digit > 9) || point > 0x10FFFF) return out;
    point = point * (hex ? 16 : 10) + static_cast<uint32_t>(digit);
  }
  if (i == first || i >= text.size() || text[i] != ';' || point > 0x10FFFF) return out;
  out.size = i + 1 - at;
  put_utf8(point, out);
  return out;
}

Unescaped html_at(std::string_view text, size_t at) {
  constexpr std::pair<std::string_view, char> kNames[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
  if (text.substr(at, 2) == "&#") return html_number_at(text, at);
  Unescaped out;
  for (const auto& [name, meaning] : kNames) {
    if (text.substr(at, name.size()) != name) continue;
    out.size = name.size();
    out.bytes[out.count++] = meaning;
    break;
  }
  return out;
}

template <class At>
std::optional<DecodedView> unescape(const DecodedView& text, char lead, bool plus_is_space,
                                    At&& unescaped_at) {
  const std::string_view bytes = text.bytes();
  if (bytes.find(lead) == std::string_view::npos &&
      !(plus_is_space && bytes.find('+') != std::string_view::npos)) {
    return std::nullopt;
  }
  DecodedView out;
  out.reserve(bytes.size());
  bool changed = false;
  for (size_t i = 0; i < bytes.size();) {
    const Unescaped character = bytes[i] == lead ? unescaped_at(bytes, i) : Unescaped{};
    const bool plus = plus_is_space && bytes[i] == '+';
    changed = changed || character.size != 0 || plus;
    if (character.size == 0) {
      out.append(plus ? ' ' : bytes[i], text.begin(i), text.end(i));
      ++i;
      continue;
    }
    for (size_t k = 0; k < character.count; ++k)
      out.append(character.bytes[k], text.begin(i), text.end(i + character.size - 1));
    i += character.size;
  }
  if (!changed) return std::nullopt;
  return out;
}

bool is_line_break(char c) { return c == '\r' || c == '\n'; }

template <class IsDigit>
std::optional<Run> next_run(std::string_view bytes, size_t from, size_t shortest, bool over_lines,
                            IsDigit&& is_digit) {
  while (from < bytes.size()) {
    if (!is_digit(bytes[from])) {
      ++from;
      continue;
    }
    Run run{from, from};
    size_t digits = 0;
    for (size_t i = from; i < bytes.size(); ++i) {
      if (is_digit(bytes[i])) {
        ++digits;
        run.end = i + 1;
      } else if (!over_lines || !is_line_break(bytes[i])) {
        break;
      }
    }
    if (digits >= shortest) return run;
    from = run.end;
  }
  return std::nullopt;
}

// Collects the bits of digits of `width` bits each into bytes.
template <class Digit>
void decode_digits(const DecodedView& text, Run run, size_t skip, unsigned width, DecodedView& out,
                   Digit&& digit_of) {
  out.clear();
  uint32_t bits = 0;
  unsigned have = 0;
  uint32_t begin = 0;  // of the digit that the oldest bit at hand came from
  for (size_t i = run.begin; i < run.end; ++i) {
    const int digit = digit_of(text.bytes()[i]);
    if (digit < 0) continue;
    if (skip > 0) {
      --skip;
      continue;
    }
    if (have == 0) begin = text.begin(i);
    bits = (bits << width | static_cast<uint32_t>(digit)) & 0xFFFF;
    have += width;
    if (have < 8) continue;
    have -= 8;
    out.append(static_cast<char>(bits >> have & 0xFF), begin, text.end(i));
    begin = text.begin(i);
  }
}

}  // namespace

DecodedView DecodedView::of(std::string_view text) {
  DecodedView view;
  view.reserve(text.size());
  for (uint32_t i = 0; i < text.size(); ++i) view.append(text[i], i, i + 1);
  return view;
}

void DecodedView::clear() {
  bytes_.clear();
  begins_.clear();
  ends_.clear();
}

void DecodedView::reserve(size_t size) {
  bytes_.reserve(size);
  begins_.reserve(size);
  ends_.reserve(size);
}

void DecodedView::append(char byte, uint32_t begin, uint32_t end) {
  bytes_.push_back(byte);
  begins_.push_back(begin);
  ends_.push_back(end);
}

std::optional<DecodedView> unescape_percent(const DecodedView& text, bool plus_is_space) {
  return unescape(text, '%', plus_is_space, percent_at);
}

std::optional<DecodedView> unescape_json(const DecodedView& text) {
  return unescape(text, '\\', false, json_at);
}

std::optional<DecodedView> unescape_html(const DecodedView& text) {
  return unescape(text, '&', false, html_at);
}

std::optional<Run> next_base64_run(const DecodedView& text, size_t from, size_t shortest) {
  return next_run(text.bytes(), from, shortest, true, [](char c) { return base64_digit(c) >= 0; });
}

std::optional<Run> next_hex_run(const DecodedView& text, size_t from, size_t shortest) {
  return next_run(text.bytes(), from, shortest, false, [](char c) { return hex_digit(c) >= 0; });
}

void decode_base64(const DecodedView& text, Run run, size_t skip, DecodedView& out) {
  decode_digits(text, run, skip, 6, out, base64_digit);
  if (out.size() == 0) return;
  size_t after =
      run.end;  // the padding tells the value's length modulo 3, and looks odd when it is left alone
  while (after < text.size() && after < run.end + 2 && text.bytes()[after] == '=') ++after;
  if (after > run.end && out.end(out.size() - 1) == text.end(run.end - 1))
    out.widen_last(text.end(after - 1));
}

void decode_hex(const DecodedView& text, Run run, size_t skip, DecodedView& out) {
  decode_digits(text, run, skip, 4, out, hex_digit);
}

}  // namespace coffer::secrets
