#include "postman/js_date.h"

#include <fmt/format.h>

#include <array>
#include <chrono>

namespace coffer::postman {
namespace {

struct Moment {
  explicit Moment(WallTime time)
      : day(std::chrono::floor<std::chrono::days>(time)), date(day), time_of_day(time - day) {}
  std::string clock() const {
    return fmt::format("{:02}:{:02}:{:02}", time_of_day.hours().count(), time_of_day.minutes().count(),
                       time_of_day.seconds().count());
  }
  std::chrono::sys_days day;
  std::chrono::year_month_day date;
  std::chrono::hh_mm_ss<std::chrono::milliseconds> time_of_day;
};

}  // namespace

std::string iso_time(WallTime time) {
  const Moment moment(time);
  return fmt::format("{:04}-{:02}-{:02}T{}.{:03}Z", static_cast<int>(moment.date.year()),
                     static_cast<unsigned>(moment.date.month()), static_cast<unsigned>(moment.date.day()),
                     moment.clock(), moment.time_of_day.subseconds().count());
}

std::string date_time_text(WallTime time) {
  static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Moment moment(time);
  return fmt::format("{} {} {:02} {:04} {} GMT+0000 (Coordinated Universal Time)",
                     kDays.at(std::chrono::weekday(moment.day).c_encoding()),
                     kMonths.at(static_cast<unsigned>(moment.date.month()) - 1),
                     static_cast<unsigned>(moment.date.day()), static_cast<int>(moment.date.year()),
                     moment.clock());
}

}  // namespace coffer::postman
