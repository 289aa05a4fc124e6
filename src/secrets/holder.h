// Who holds the connections, and what was read through them: this process (OwnHolder), or the agent
// (agent::RemoteHolder). A command's session asks it for the values that links stand for.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "aws/secrets_manager.h"
#include "base/result.h"
#include "secrets/connect_input.h"
#include "secrets/provider.h"
#include "secrets/value_cache.h"
#include "vault/link.h"

namespace coffer::secrets {

// Thread-safe. Every call may block on the network, and on the user where a connection must be made first.
class Holder {
 public:
  virtual ~Holder() = default;

  struct Wanted {
    vault::Link link;
    std::chrono::seconds keep{0};  // how long the value may be cached; 0: it is neither taken from the cache
                                   // nor put there
  };
  struct Got {
    Result<ExternalValue> value;
    bool cached = false;
    std::shared_ptr<const ExternalValue> before;  // read past the cache: what that had; null if nothing
  };
  // One for each, in order; read together, each secret once.
  virtual std::vector<Got> read(const std::vector<Wanted>& wanted, ValueCache::Freshness freshness) = 0;

  // See Session, which has the same.
  virtual void connect_on_demand(ConnectInput input) = 0;
  virtual Result<ConnectionInfo> connect(const ConnectInput& input) = 0;
  virtual Result<std::vector<ConnectionInfo>> connections() = 0;
  virtual Result<void> disconnect(const std::string& name) = 0;
  virtual Result<void> reset_cache() = 0;
  virtual Result<std::vector<aws::SecretDescription>> list_secrets(const ConnectInput& input,
                                                                   const std::string& region) = 0;
  virtual Result<aws::SecretVersions> list_versions(const ConnectInput& input,
                                                    const std::string& secret_arn) = 0;
};

}  // namespace coffer::secrets
