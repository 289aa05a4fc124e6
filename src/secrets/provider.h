// An external vault: where linked values really live. AWS Secrets Manager is the first; others join by this
// interface.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "vault/link.h"

namespace coffer::secrets {

// What was read: the whole secret, before any JSON key. Copies share the value.
struct ExternalValue {
  std::shared_ptr<const Secret> value;
  bool binary = false;
  std::string version_id;
  std::string identity;  // who read it, for people and the audit log
  std::vector<std::string> stages;
  std::optional<WallTime> created;
  WallTime fetched{};  // when it was read, or last confirmed; the cache fills it in
};

// Thread-safe. Every call may block on the network, and on the user where a connection must be made first.
class Provider {
 public:
  virtual ~Provider() = default;

  // Whether the link's fields make sense to this provider; no call is made. kInvalidArgument names the field.
  virtual Result<void> check(const vault::Link& link) const = 0;

  // Tells values apart: connection identity, then "\n", then all that decides which value comes back (role,
  // secret, version). Makes the connection if there is none yet, so its errors are those of connecting.
  virtual Result<std::string> cache_key(const vault::Link& link) = 0;

  // Values whose time in the cache is over, null where there is none, beside the links that are about to be
  // fetched: which of them still are what the link stands for, where that can be told for less than a fetch
  // costs. One answer a link; false: fetch it.
  virtual std::vector<bool> confirm(const std::vector<vault::Link>& links,
                                    const std::vector<std::shared_ptr<const ExternalValue>>& /*expired*/) {
    return std::vector<bool>(links.size(), false);
  }

  // Reads all, in as few and as parallel calls as the provider allows. One result a link, in order.
  virtual std::vector<Result<ExternalValue>> fetch(const std::vector<vault::Link>& links) = 0;
};

}  // namespace coffer::secrets
