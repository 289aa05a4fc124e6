// An agent's holder and one's own as one: what AWS holds is the agent's. Logins to HashiCorp Vault stay in
// the process whose environment has what they need (tokens, IDs, the address that they belong to), and what
// no provider is known for is refused there.
#pragma once

#include <vector>

#include "secrets/holder.h"

namespace coffer::secrets {

class SplitHolder final : public Holder {
 public:
  // Neither is owned; both must outlive this.
  SplitHolder(Holder& agent, Holder& own) : agent_(&agent), own_(&own) {}

  std::vector<Got> read(const std::vector<Wanted>& wanted, ValueCache::Freshness freshness) override;
  void connect_on_demand(ConnectInput input) override;
  Result<ConnectionInfo> connect(const ConnectInput& input) override { return agent_->connect(input); }
  Result<std::vector<ConnectionInfo>> connections() override { return agent_->connections(); }
  Result<void> disconnect(const std::string& name) override { return agent_->disconnect(name); }
  Result<void> reset_cache() override;
  Result<std::vector<aws::SecretDescription>> list_secrets(const ConnectInput& input,
                                                           const std::string& region) override {
    return agent_->list_secrets(input, region);
  }
  Result<aws::SecretVersions> list_versions(const ConnectInput& input,
                                            const std::string& secret_arn) override {
    return agent_->list_versions(input, secret_arn);
  }

 private:
  Holder* agent_;
  Holder* own_;
};

}  // namespace coffer::secrets
