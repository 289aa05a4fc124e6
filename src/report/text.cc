#include "report/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/encoding.h"

namespace coffer::report {
namespace {

size_t character_length(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return 2;
  if (first >= 0xE0 && first < 0xF0) return 3;
  return first >= 0xF0 && first < 0xF5 ? 4 : 1;
}

bool is_harmless(std::string_view character, bool one_line) {
  const auto first = static_cast<unsigned char>(character[0]);
  if (first == '\n') return !one_line;
  if (first == '\t') return true;
  if (first < 0x20 || first == 0x7F || !is_utf8(character)) return false;
  return !(first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0);
}

std::string print(std::string_view text, bool one_line) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const size_t length = std::min(character_length(static_cast<unsigned char>(text[0])), text.size());
    if (text.starts_with("\r\n") && !one_line) {
      out += '\n';
      text.remove_prefix(2);
    } else if (is_harmless(text.substr(0, length), one_line)) {
      out += text.substr(0, length);
      text.remove_prefix(length);
    } else {
      out += fmt::format("\\x{:02X}", static_cast<unsigned char>(text[0]));
      text.remove_prefix(1);
    }
  }
  return out;
}

// Two decimals at most, none that says nothing.
std::string short_number(double value, int decimals) {
  std::string text = fmt::format("{:.{}f}", value, decimals);
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace

std::string unicode_text(std::string_view bytes) {
  if (is_utf8(bytes)) return std::string(bytes);
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
    } else {
      text += static_cast<char>(static_cast<unsigned char>(0xC0U | (byte >> 6U)));
      text += static_cast<char>(static_cast<unsigned char>(0x80U | (byte & 0x3FU)));
    }
  }
  return text;
}

std::string printable(std::string_view text) { return print(text, false); }
std::string printable_line(std::string_view text) { return print(text, true); }

std::string beginning_of(std::string_view text, size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return std::string(text.substr(0, bytes)) + "...";
}

std::string size_text(uint64_t bytes) {
  constexpr std::array<std::string_view, 5> kUnits{"B", "kB", "MB", "GB", "TB"};
  double value = static_cast<double>(bytes);
  size_t unit = 0;
  while (value >= 1000 && unit + 1 < kUnits.size()) value /= 1000, ++unit;
  return short_number(value, 2) + std::string(kUnits[unit]);
}

// Source: newman's lib/util.js (prettyms) and pretty-ms with its defaults.
std::string time_text(double milliseconds, bool unicode) {
  if (milliseconds < 1)
    return fmt::format("{}{}s", static_cast<int64_t>(milliseconds * 1000), unicode ? "µ" : "u");
  if (milliseconds < 1998) return fmt::format("{}ms", static_cast<int64_t>(milliseconds));
  const auto whole_minutes = static_cast<int64_t>(milliseconds / 60000);
  const double seconds = std::floor(milliseconds / 100) / 10 - static_cast<double>(whole_minutes) * 60;
  std::string text;
  if (whole_minutes >= 60) text += fmt::format("{}h ", whole_minutes / 60);
  if (whole_minutes % 60 > 0) text += fmt::format("{}m ", whole_minutes % 60);
  if (seconds >= 0.05 || text.empty()) text += short_number(seconds, 1) + "s";
  if (text.ends_with(' ')) text.pop_back();
  return text;
}

size_t width_of(std::string_view text) {
  return static_cast<size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string padded_left(std::string_view text, size_t width) {
  return std::string(width - std::min(width, width_of(text)), ' ') + std::string(text);
}

std::string padded_right(std::string_view text, size_t width) {
  return std::string(text) + std::string(width - std::min(width, width_of(text)), ' ');
}

}  // namespace coffer::report
