// The ways of writing a point of time that AWS and HTTP use. All UTC.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace coffer::demo {

std::string http_date(WallTime time);       // Mon, 23 Nov 2026 20:43:13 GMT
std::string iso_time(WallTime time);        // 2026-11-23T20:43:13Z
std::string basic_iso_time(WallTime time);  // 20261123T204313Z
double epoch_seconds(WallTime time);        // with the milliseconds as fraction

std::optional<WallTime> parse_basic_iso_time(std::string_view text);

}  // namespace coffer::demo
