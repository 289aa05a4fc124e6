// The three ways in which AWS writes a time.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace coffer::aws {

// 2026-01-31T12:00:00Z, with fractions of a second (cut to milliseconds) and a numeric offset if need be.
// STS's Expiration, AWS_CREDENTIAL_EXPIRATION.
std::optional<WallTime> parse_iso_time(std::string_view text);
// Sun, 06 Nov 1994 08:49:37 GMT (RFC 9110 §5.6.7, the form that senders must use): the Date header.
std::optional<WallTime> parse_http_date(std::string_view text);
// Seconds since 1970 with fractions, as the JSON protocol has them. nullopt where it is no sane time.
std::optional<WallTime> from_epoch_seconds(double seconds);

}  // namespace coffer::aws
