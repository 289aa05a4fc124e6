// A request of the page looked at without being sent: what each variable and each reference in it stands for.
#pragma once

#include "base/clock.h"
#include "crypto/random.h"
#include "json/json.h"
#include "page/desk.h"
#include "page/place.h"
#include "page/send_memory.h"

namespace coffer::page {

// The answer of requests/look. With `fetch` references are resolved, as `coffer check` does; else no network
// is used. No value of the vault is in it.
json::Object look_at(const Place& place, const SendMemory& memory, Desk& desk, bool fetch);

}  // namespace coffer::page
