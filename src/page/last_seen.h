// What was last read of each linked secret, as far as this process has seen (spec 7.1). In memory only; no
// values.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "secrets/seen.h"

namespace coffer::page {

// Thread-safe.
class LastSeen {
 public:
  // A failure leaves what was read before, with the error beside it.
  void record(const std::string& name, const vault::Link& link, const secrets::Seen& seen);
  // nullopt where nothing was read of that name by that link.
  std::optional<secrets::Seen> find(const std::string& name, const vault::Link& link) const;
  void clear();

 private:
  struct Kept {
    vault::Link link;
    secrets::Seen seen;
  };
  mutable std::mutex mutex_;
  std::map<std::string, Kept> kept_;
};

}  // namespace coffer::page
