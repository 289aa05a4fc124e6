// Time-based one-time passwords: RFC 6238 with SHA-1, 30 seconds, 6 digits, as AWS's virtual MFA devices.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace coffer::demo {

std::optional<std::string> base32_decode(
    std::string_view text);  // RFC 4648 §6; padding optional, case ignored

int64_t totp_step(WallTime now);
std::string totp_code(std::string_view seed, int64_t step);

}  // namespace coffer::demo
