// The connection that a link is read through, made when it is first needed (spec 3.7, 3.8).
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "aws/arn.h"
#include "secrets/authenticate.h"
#include "secrets/connections.h"
#include "vault/link.h"

namespace coffer::secrets {

// Thread-safe: one thread connects, the others wait for what it gets.
class Connector {
 public:
  Connector(AuthenticateParts parts, Connections& connections)
      : parts_(std::move(parts)), connections_(&connections) {}

  // See Session::connect_on_demand.
  void connect_on_demand(ConnectInput input);
  Result<ConnectionPtr> connect(const ConnectInput& input, const std::string& fallback_region);

  // The one that choose() finds for the account, else a new one made with `input`.
  Result<ConnectionPtr> connect_if_needed(const ConnectInput& input, const std::string& account,
                                          const std::string& fallback_region);

  // Chooses as Connections::choose. Where that finds nothing: the on-demand input, once; for a link that
  // names a connection, the AWS profile of that name, once. An expired one is made again if there is somebody
  // to ask, or if it is not of this connector's making: an earlier command's. Where there are no credentials
  // (any more), somebody to ask is asked for some (spec 3.8). What failed once fails again with the same
  // error, so that nobody is asked for each of twenty links.
  Result<ConnectionPtr> for_link(const vault::Link& link, const aws::Arn& arn);

 private:
  Result<void> connect_missing(const vault::Link& link, const aws::Arn& arn, const Error& why);
  Result<ConnectionPtr> attempt(const ConnectInput& input, const std::string& region, const Error& why);
  // Asks whoever there is (spec 3.8). `problem` is for people; `otherwise` is the error where nobody answers.
  Result<ConnectionPtr> ask(const ConnectInput& input, const std::string& region, std::string problem,
                            Error otherwise);
  bool has_profile(const std::string& name) const;

  AuthenticateParts parts_;
  Connections* connections_;
  std::mutex mutex_;  // held while connecting
  std::optional<ConnectInput> on_demand_;
  std::map<std::string, Error> failed_;  // by the connection's name
  std::set<std::string> made_;           // names of connections that this one made
};

}  // namespace coffer::secrets
