#include "aws/times.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

namespace coffer::aws {
namespace {

namespace ch = std::chrono;

// Takes exactly `digits` digits off the front.
std::optional<int> take_number(std::string_view& text, size_t digits) {
  int value = 0;
  if (text.size() < digits) return std::nullopt;
  for (const char c : text.substr(0, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, std::string_view expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(expected.size());
  return true;
}

std::optional<WallTime> assemble(int year, unsigned month, int day, int hour, int minute, int second) {
  const ch::year_month_day date{ch::year(year), ch::month(month), ch::day(static_cast<unsigned>(day))};
  if (!date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;  // 60: a leap second
  return ch::sys_days(date) + ch::hours(hour) + ch::minutes(minute) + ch::seconds(second) +
         ch::milliseconds(0);
}

// hh:mm:ss
std::optional<std::array<int, 3>> take_clock(std::string_view& text) {
  const auto hour = take_number(text, 2);
  if (!hour || !take(text, ":")) return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute || !take(text, ":")) return std::nullopt;
  const auto second = take_number(text, 2);
  if (!second) return std::nullopt;
  return std::array<int, 3>{*hour, *minute, *second};
}

// .123456, or nothing.
std::optional<ch::milliseconds> take_fraction(std::string_view& text) {
  if (!take(text, ".")) return ch::milliseconds(0);
  int value = 0;
  size_t digits = 0;
  for (; !text.empty() && text[0] >= '0' && text[0] <= '9'; text.remove_prefix(1), ++digits) {
    if (digits < 3) value = value * 10 + (text[0] - '0');
  }
  if (digits == 0) return std::nullopt;
  for (; digits < 3; ++digits) value *= 10;
  return ch::milliseconds(value);
}

// Z, +01:00 or +0100: how far the clock that wrote it is ahead of UTC.
std::optional<ch::minutes> take_offset(std::string_view& text) {
  if (take(text, "Z") || take(text, "z")) return ch::minutes(0);
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const int sign = text[0] == '-' ? -1 : 1;
  text.remove_prefix(1);
  const auto hours = take_number(text, 2);
  if (!hours) return std::nullopt;
  take(text, ":");
  const auto minutes = take_number(text, 2);
  if (!minutes) return std::nullopt;
  return sign * (ch::hours(*hours) + ch::minutes(*minutes));
}

}  // namespace

std::optional<WallTime> parse_iso_time(std::string_view text) {
  const auto year = take_number(text, 4);
  if (!year || !take(text, "-")) return std::nullopt;
  const auto month = take_number(text, 2);
  if (!month || !take(text, "-")) return std::nullopt;
  const auto day = take_number(text, 2);
  if (!day || !(take(text, "T") || take(text, "t") || take(text, " "))) return std::nullopt;
  const auto clock = take_clock(text);
  if (!clock) return std::nullopt;
  const auto fraction = take_fraction(text);
  const auto offset = take_offset(text);
  if (!fraction || !offset || !text.empty()) return std::nullopt;
  const auto time =
      assemble(*year, static_cast<unsigned>(*month), *day, (*clock)[0], (*clock)[1], (*clock)[2]);
  if (!time) return std::nullopt;
  return *time + *fraction - *offset;
}

std::optional<WallTime> parse_http_date(std::string_view text) {
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (text.size() != 29 || text.substr(3, 2) != ", ") return std::nullopt;
  text.remove_prefix(5);
  const auto day = take_number(text, 2);
  if (!day || !take(text, " ")) return std::nullopt;
  unsigned month = 0;
  while (month < kMonths.size() && !take(text, kMonths[month])) ++month;
  if (month == kMonths.size() || !take(text, " ")) return std::nullopt;
  const auto year = take_number(text, 4);
  if (!year || !take(text, " ")) return std::nullopt;
  const auto clock = take_clock(text);
  if (!clock || text != " GMT") return std::nullopt;
  return assemble(*year, month + 1, *day, (*clock)[0], (*clock)[1], (*clock)[2]);
}

std::optional<WallTime> from_epoch_seconds(double seconds) {
  constexpr double kYear10000 = 253402300800.0;
  if (!std::isfinite(seconds) || seconds < 0 || seconds >= kYear10000) return std::nullopt;
  return WallTime(ch::milliseconds(std::llround(seconds * 1000)));
}

}  // namespace coffer::aws
