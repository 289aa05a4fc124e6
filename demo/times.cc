#include "demo/times.h"

#include <fmt/format.h>

#include <array>

namespace coffer::demo {
namespace {

struct Civil {
  int year;
  unsigned month, day, weekday;
  long hours, minutes, seconds;
};

Civil civil(WallTime time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  const auto day = std::chrono::floor<std::chrono::days>(seconds);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(seconds - day);
  return {static_cast<int>(date.year()),
          static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day()),
          std::chrono::weekday(day).c_encoding(),
          static_cast<long>(clock.hours().count()),
          static_cast<long>(clock.minutes().count()),
          static_cast<long>(clock.seconds().count())};
}

std::optional<int> digits(std::string_view text) {
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return {};
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

std::string http_date(WallTime time) {
  static constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Civil c = civil(time);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[c.weekday], c.day,
                     kMonths[c.month - 1], c.year, c.hours, c.minutes, c.seconds);
}

std::string iso_time(WallTime time) {
  const Civil c = civil(time);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", c.year, c.month, c.day, c.hours, c.minutes,
                     c.seconds);
}

std::string basic_iso_time(WallTime time) {
  const Civil c = civil(time);
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", c.year, c.month, c.day, c.hours, c.minutes,
                     c.seconds);
}

double epoch_seconds(WallTime time) { return static_cast<double>(time.time_since_epoch().count()) / 1000.0; }

std::optional<WallTime> parse_basic_iso_time(std::string_view text) {
  if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z') return {};
  const auto date = digits(text.substr(0, 8));
  const auto clock = digits(text.substr(9, 6));
  if (!date || !clock) return {};
  const std::chrono::year_month_day day(std::chrono::year(*date / 10000),
                                        std::chrono::month(static_cast<unsigned>(*date / 100 % 100)),
                                        std::chrono::day(static_cast<unsigned>(*date % 100)));
  const int hours = *clock / 10000, minutes = *clock / 100 % 100, seconds = *clock % 100;
  if (!day.ok() || hours > 23 || minutes > 59 || seconds > 59) return {};
  return std::chrono::sys_days(day) + std::chrono::hours(hours) + std::chrono::minutes(minutes) +
         std::chrono::seconds(seconds);
}

}  // namespace coffer::demo
