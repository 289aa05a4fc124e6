#include <fmt/format.h>

#include <array>
#include <chrono>

#include "postman/variables.h"

// Source: postman-collection/lib/superstring/dynamic-variables.js, and the faker functions that it names. The
// ones that pick from word lists (names, cities, jobs …) are not known yet.
namespace coffer::postman {
namespace {

constexpr std::string_view kAlphaNumeric = "0123456789abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";

std::string repeated(size_t count, std::string_view alphabet, crypto::Random& random) {
  std::string text;
  for (size_t i = 0; i < count; ++i) text += alphabet[random.below(alphabet.size())];
  return text;
}

std::string iso_timestamp(WallTime now) {
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(now - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count(),
                     time.subseconds().count());
}

std::string ip_v4(crypto::Random& random) {
  return fmt::format("{}.{}.{}.{}", random.below(256), random.below(256), random.below(256),
                     random.below(256));
}

std::string joined(size_t groups, size_t digits, crypto::Random& random) {
  std::string text;
  for (size_t i = 0; i < groups; ++i) {
    if (i > 0) text += ':';
    text += repeated(digits, kHex, random);
  }
  return text;
}

std::string degrees(double bound, crypto::Random& random) {
  return fmt::format("{:.4f}", random.unit() * 2 * bound - bound);
}

using Make = std::string (*)(Clock&, crypto::Random&);
struct Dynamic {
  std::string_view name;
  Make make;
};

constexpr std::array kDynamic{
    Dynamic{"$guid", [](Clock&, crypto::Random& random) { return random.uuid(); }},
    Dynamic{"$randomUUID", [](Clock&, crypto::Random& random) { return random.uuid(); }},
    Dynamic{"$timestamp",
            [](Clock& clock, crypto::Random&) {
              return fmt::format(
                  "{}", std::chrono::floor<std::chrono::seconds>(clock.now()).time_since_epoch().count());
            }},
    Dynamic{"$isoTimestamp", [](Clock& clock, crypto::Random&) { return iso_timestamp(clock.now()); }},
    Dynamic{"$randomInt",
            [](Clock&, crypto::Random& random) { return fmt::format("{}", random.below(1001)); }},
    Dynamic{
        "$randomBoolean",
        [](Clock&, crypto::Random& random) { return std::string(random.below(2) == 1 ? "true" : "false"); }},
    Dynamic{"$randomAlphaNumeric",
            [](Clock&, crypto::Random& random) { return repeated(1, kAlphaNumeric, random); }},
    Dynamic{"$randomIP", [](Clock&, crypto::Random& random) { return ip_v4(random); }},
    Dynamic{"$randomIPV6", [](Clock&, crypto::Random& random) { return joined(8, 4, random); }},
    Dynamic{"$randomMACAddress", [](Clock&, crypto::Random& random) { return joined(6, 2, random); }},
    Dynamic{"$randomHexColor",
            [](Clock&, crypto::Random& random) { return "#" + repeated(6, kHex, random); }},
    Dynamic{"$randomPassword", [](Clock&, crypto::Random& random) { return repeated(15, kLetters, random); }},
    Dynamic{"$randomBankAccount",
            [](Clock&, crypto::Random& random) { return repeated(8, "0123456789", random); }},
    Dynamic{"$randomCreditCardMask",
            [](Clock&, crypto::Random& random) { return repeated(4, "0123456789", random); }},
    Dynamic{"$randomPrice",
            [](Clock&, crypto::Random& random) { return fmt::format("{:.2f}", random.unit() * 1000); }},
    Dynamic{"$randomLatitude", [](Clock&, crypto::Random& random) { return degrees(90, random); }},
    Dynamic{"$randomLongitude", [](Clock&, crypto::Random& random) { return degrees(180, random); }},
    Dynamic{"$randomSemver",
            [](Clock&, crypto::Random& random) {
              return fmt::format("{}.{}.{}", random.below(10), random.below(10), random.below(10));
            }},
};

}  // namespace

std::optional<std::string> dynamic_variable(std::string_view name, Clock& clock, crypto::Random& random) {
  for (const Dynamic& dynamic : kDynamic) {
    if (dynamic.name == name) return dynamic.make(clock, random);
  }
  return std::nullopt;
}

}  // namespace coffer::postman
