// Connections and values in this process: a command's that runs without an agent, and inside the agent.
#pragma once

#include <string>
#include <type_traits>
#include <vector>

#include "secrets/authenticate.h"
#include "secrets/aws_provider.h"
#include "secrets/connections.h"
#include "secrets/connector.h"
#include "secrets/hashicorp_provider.h"
#include "secrets/holder.h"
#include "secrets/provider_set.h"
#include "secrets/role_credentials.h"
#include "secrets/value_cache.h"

namespace coffer::secrets {

// What outlives a command in the agent: all that is secret, and nothing of whoever asks for it. Thread-safe.
struct Core {
  // Neither is owned; `redactor` (of role credentials) may be null.
  Core(const Clock& clock, Redactor* redactor)
      : connections(clock), hashicorp(clock), roles(clock, redactor), cache(clock) {}
  void sweep();  // wipes what has expired, which otherwise the next use does
  // Forgets the connection with the values and roles that it read; false if there is none of that name.
  bool disconnect(const std::string& name);
  // Forgets a server's token, with the values that were read by it.
  bool disconnect_hashicorp(const std::string& address, const std::string& ns);
  void clear();  // forgets everything

  Connections connections;
  HashicorpConnections hashicorp;
  RoleCredentials roles;
  ValueCache cache;
};

// One for whoever asks: his prompter, and what failed for him. The core is shared and must outlive it.
class OwnHolder final : public Holder {
 public:
  OwnHolder(AuthenticateParts parts, Core& core);

  std::vector<Got> read(const std::vector<Wanted>& wanted, ValueCache::Freshness freshness) override;
  void connect_on_demand(ConnectInput input) override;
  Result<ConnectionInfo> connect(const ConnectInput& input) override;
  Result<std::vector<ConnectionInfo>> connections() override { return core_->connections.list(); }
  Result<void> disconnect(const std::string& name) override;
  Result<void> reset_cache() override;
  Result<std::vector<aws::SecretDescription>> list_secrets(const ConnectInput& input,
                                                           const std::string& region) override;
  Result<aws::SecretVersions> list_versions(const ConnectInput& input,
                                            const std::string& secret_arn) override;

  // Whether the link is sound; no call is made.
  Result<void> check(const vault::Link& link) const { return providers_.check(link); }

  // Logs in to the server of the environment (spec 3.3, for HashiCorp Vault and OpenBao).
  Result<HashicorpInfo> connect_to_hashicorp(HashicorpLogin login);

  // connect(), for whoever puts the connection into other cores too.
  Result<ConnectionPtr> make_connection(const ConnectInput& input) { return connector_.connect(input, ""); }

 private:
  template <class Call>
  std::invoke_result_t<Call, const Connection&> with_connection(const ConnectInput& input,
                                                                const std::string& account,
                                                                const std::string& region, const Call& call);

  Core* core_;
  Connector connector_;
  HashicorpConnector hashicorp_connector_;
  AwsProvider aws_, ssm_;
  HashicorpProvider hashicorp_;
  ProviderSet providers_;
};

}  // namespace coffer::secrets
