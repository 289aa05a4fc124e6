// Times as JavaScript writes them, in UTC. Source: ECMA-262, Date.prototype.toISOString and toString.
#pragma once

#include <string>

#include "base/clock.h"

namespace coffer::postman {

std::string iso_time(WallTime time);        // 2023-11-14T22:13:20.123Z
std::string date_time_text(WallTime time);  // Tue Nov 14 2023 22:13:20 GMT+0000 (Coordinated Universal Time)

}  // namespace coffer::postman
