// The phases of an exchange, as Newman names them.
#pragma once

#include <array>
#include <chrono>
#include <string_view>

#include "http/message.h"

namespace coffer::report {

struct Phase {
  std::string_view name;
  std::chrono::microseconds took{};  // zero: it did not happen, as the connection came from a pool
};

// From the look-up of the name to the end of the body, one after the other.
std::array<Phase, 5> phases_of(const http::Timings& timings);

}  // namespace coffer::report
