#include "report/phases.h"

#include <algorithm>

namespace coffer::report {

std::array<Phase, 5> phases_of(const http::Timings& timings) {
  using Microseconds = std::chrono::microseconds;
  const auto between = [](Microseconds start, Microseconds end) {
    return end > start ? end - start : Microseconds(0);
  };
  const auto connected = std::max({timings.tls_handshake, timings.connect, timings.name_lookup});
  return {Phase{"dns-lookup", timings.name_lookup},
          Phase{"tcp-handshake", between(timings.name_lookup, timings.connect)},
          Phase{"ssl-handshake", between(timings.connect, timings.tls_handshake)},
          Phase{"transfer-start", between(connected, timings.first_byte)},
          Phase{"download", between(timings.first_byte, timings.total)}};
}

}  // namespace coffer::report
