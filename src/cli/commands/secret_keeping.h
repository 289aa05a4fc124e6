// `coffer secret offline` and `coffer secret cache`: how long the value of a link is kept, and where.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "cli/context.h"
#include "json/json.h"
#include "vault/store.h"

namespace coffer::cli {

struct OfflineFlags {
  std::optional<std::string> word;  // "on", "off"; none: show it
  std::optional<std::string> span;  // --for
};

// kUsage, kInvalidArgument; kNotFound.
Result<void> show_or_set_offline(Context& context, const std::string& name, const OfflineFlags& flags);
Result<void> show_or_set_cache_time(Context& context, const std::string& name,
                                    const std::optional<std::string>& seconds);

// What `secret show` says of it: "on, for 24h; snapshot from TIME, expires TIME". Empty where it is off.
std::string offline_text(const vault::Content& content, const vault::Entry& entry, WallTime now);
json::Object offline_json(const vault::Content& content, const vault::Entry& entry);

}  // namespace coffer::cli
