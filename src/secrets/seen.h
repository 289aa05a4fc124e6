// What reading a linked secret came to, for whoever shows that later (spec 7.1).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "vault/link.h"

namespace coffer::secrets {

struct Seen {
  std::string version_id, identity;
  std::vector<std::string> stages;
  WallTime fetched{};                    // when the value was read; of an error, when it came
  std::optional<WallTime> cached_until;  // none: it is not cached
  std::optional<Error> error;            // then there is nothing else but `fetched`
};
// `link`: as it stood then. Called in whatever thread reads; it must not block.
using SeenFunction = std::function<void(const std::string& name, const vault::Link& link, const Seen& seen)>;

}  // namespace coffer::secrets
