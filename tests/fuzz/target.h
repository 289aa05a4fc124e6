// What a fuzz target is made of. Each target is one file that defines one_input(); main.cc gives it to
// libFuzzer.
#pragma once

#include <fmt/format.h>

#include <cstdlib>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/secret.h"

namespace coffer::fuzz {

// Must return for every input. What does not hold for some input is said with REQUIRE.
void one_input(std::string_view bytes);

// A broken promise ends the run; libFuzzer then keeps the input.
#define REQUIRE(condition)                                                       \
  do {                                                                           \
    if (!(condition)) {                                                          \
      fmt::print(stderr, "{}:{}: not so: {}\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                              \
    }                                                                            \
  } while (false)

inline std::string plain(const Secret& secret) {
  return secret.expose([](std::string_view bytes) { return std::string(bytes); });
}

// An error is printed as it is: it must be one that can be, and hold none of `private_text`.
inline void check_error(const Error& error, std::string_view private_text = {}) {
  const std::string shown = to_string(error);
  REQUIRE(!error.what.empty());
  REQUIRE(error.code != ErrorCode::kInternal);
  REQUIRE(shown.size() < size_t{16} << 10);
  REQUIRE(private_text.empty() || !shown.contains(private_text));
}

// Takes pieces from the front of an input: up to the next '\n' (line), or all that is left (rest). A seed is
// then a text that a person can read and write.
class Pieces {
 public:
  explicit Pieces(std::string_view bytes) : rest_(bytes) {}

  std::string_view line() {
    const size_t end = rest_.find('\n');
    const std::string_view piece = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    return piece;
  }
  std::string_view rest() { return std::exchange(rest_, {}); }
  bool empty() const { return rest_.empty(); }

  // A line as a small number; 0 where it is none.
  unsigned number(unsigned below) {
    unsigned value = 0;
    for (const char c : line()) value = value * 10 + (static_cast<unsigned char>(c) & 0x0F);
    return value % below;
  }

 private:
  std::string_view rest_;
};

}  // namespace coffer::fuzz
