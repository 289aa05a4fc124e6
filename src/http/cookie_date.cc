#include <array>
#include <charconv>
#include <chrono>

#include "base/encoding.h"
#include "http/cookies.h"

namespace coffer::http {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_delimiter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == 0x09 || (byte >= 0x20 && byte <= 0x2f) || (byte >= 0x3b && byte <= 0x40) ||
         (byte >= 0x5b && byte <= 0x60) || (byte >= 0x7b && byte <= 0x7e);
}

// A number of `least` to `most` digits at the start of `text`; moves `text` behind it.
std::optional<int> take_number(std::string_view& text, size_t least, size_t most) {
  size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  if (digits < least || digits > most) return std::nullopt;
  int value = 0;
  std::from_chars(text.data(), text.data() + digits, value);
  text.remove_prefix(digits);
  return value;
}

struct Fields {
  std::optional<int> hour, minute, second, day, month, year;

  bool take_time(std::string_view token) {
    std::array<int, 3> parts{};
    for (size_t i = 0; i < 3; ++i) {
      const auto number = take_number(token, 1, 2);
      if (!number) return false;
      parts[i] = *number;
      if (i == 2) break;
      if (!token.starts_with(':')) return false;
      token.remove_prefix(1);
    }
    hour = parts[0], minute = parts[1], second = parts[2];
    return true;
  }

  bool take_month(std::string_view token) {
    constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
    if (token.size() < 3) return false;
    const size_t found = kMonths.find(to_lower(token.substr(0, 3)));
    if (found == std::string_view::npos || found % 3 != 0) return false;
    month = static_cast<int>(found / 3) + 1;
    return true;
  }

  // The first token that fits a field still missing fills it, in this order.
  void take(std::string_view token) {
    if (!hour && take_time(token)) return;
    if (!day) {
      std::string_view rest = token;
      day = take_number(rest, 1, 2);
      if (day) return;
    }
    if (!month && take_month(token)) return;
    if (!year) year = take_number(token, 2, 4);
  }
};

}  // namespace

std::optional<WallTime> parse_cookie_date(std::string_view text) {
  Fields fields;
  while (!text.empty()) {
    size_t end = 0;
    while (end < text.size() && !is_delimiter(text[end])) ++end;
    if (end != 0) fields.take(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (!fields.hour || !fields.day || !fields.month || !fields.year) return std::nullopt;
  int year = *fields.year;
  if (year >= 70 && year <= 99) year += 1900;
  if (year >= 0 && year <= 69) year += 2000;
  if (year < 1601 || *fields.hour > 23 || *fields.minute > 59 || *fields.second > 59) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(*fields.month)),
                                         std::chrono::day(static_cast<unsigned>(*fields.day)));
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(*fields.hour) +
         std::chrono::minutes(*fields.minute) + std::chrono::seconds(*fields.second);
}

}  // namespace coffer::http
