// KV engines of HashiCorp Vault and OpenBao as external vaults (spec 4.*).
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "secrets/hashicorp_connector.h"
#include "secrets/provider.h"

namespace coffer::secrets {

// A secret is read in one call, whatever keys of its data are wanted; several side by side.
class HashicorpProvider final : public Provider {
 public:
  // Not owned; must outlive the provider.
  explicit HashicorpProvider(HashicorpConnector& connector) : connector_(&connector) {}

  Result<void> check(const vault::Link& link) const override;
  Result<std::string> cache_key(const vault::Link& link) override;
  std::vector<Result<ExternalValue>> fetch(const std::vector<vault::Link>& links) override;

 private:
  Result<ExternalValue> read(const vault::Link& link);
  Result<ExternalValue> read_with(const HashicorpConnection& connection, const vault::Link& link);
  Result<int> engine_of(const HashicorpConnection& connection, const std::string& ns,
                        const std::string& mount, const std::string& path);

  HashicorpConnector* connector_;
  std::mutex mutex_;
  std::map<std::string, int> engines_;  // by identity, namespace and mount
};

}  // namespace coffer::secrets
