// Connections and values in the agent, for a command.
#pragma once

#include <functional>
#include <mutex>
#include <optional>

#include "agent/client.h"
#include "secrets/own_holder.h"

namespace coffer::agent {

// Thread-safe: one request at a time. Where the agent is gone in the middle, it goes on without: connections
// are then made, and values held, in this process, as if there had been no agent.
class RemoteHolder final : public secrets::Holder {
 public:
  struct Parts {
    Client::Parts client;
    secrets::AuthenticateParts own;          // also for what the agent is told, and for whom it asks
    std::function<void(const Error&)> lost;  // the agent is gone, and why; called once at most
  };
  // `client` is connected already.
  RemoteHolder(Parts parts, Client client);

  std::vector<Got> read(const std::vector<Wanted>& wanted, secrets::ValueCache::Freshness freshness) override;
  void connect_on_demand(secrets::ConnectInput input) override;
  Result<secrets::ConnectionInfo> connect(const secrets::ConnectInput& input) override;
  Result<std::vector<secrets::ConnectionInfo>> connections() override;
  Result<void> disconnect(const std::string& name) override;
  Result<void> reset_cache() override;
  Result<std::vector<aws::SecretDescription>> list_secrets(const secrets::ConnectInput& input,
                                                           const std::string& region) override;
  Result<aws::SecretVersions> list_versions(const secrets::ConnectInput& input,
                                            const std::string& secret_arn) override;

 private:
  // None: there is no agent any more, use own_.
  std::optional<Result<Message>> call(const std::function<Message()>& request);
  Result<void> open();
  Message opening() const;
  Respondent respondent() const { return {parts_.own.prompter, parts_.own.environment}; }
  Result<std::vector<Got>> read_some(const std::vector<Wanted>& wanted,
                                     secrets::ValueCache::Freshness freshness);
  void hide(const secrets::ConnectInput& input) const;

  Parts parts_;
  secrets::Core core_;
  secrets::OwnHolder own_;
  std::mutex mutex_;
  std::optional<Client> client_;
  bool opened_ = false, lost_ = false;
  std::optional<secrets::ConnectInput> on_demand_;
};

}  // namespace coffer::agent
