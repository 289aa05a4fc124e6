// The connection to a HashiCorp Vault or OpenBao server that a link is read through, made when it is first
// needed (spec 3.8).
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "hashicorp/server.h"
#include "secrets/authenticate.h"
#include "secrets/hashicorp_connections.h"
#include "vault/link.h"

namespace coffer::secrets {

// The link with the server and the namespace that it leaves to the environment.
vault::Link with_environment(vault::Link link, const Environment& environment);

// Thread-safe: one thread logs in, the others wait for what it gets.
//
// Credentials go where they belong only: those of the environment and the token file to the server that the
// environment names (BAO_ADDR, VAULT_ADDR), never to one that only a link names. For such a link somebody
// must be asked.
class HashicorpConnector {
 public:
  HashicorpConnector(AuthenticateParts parts, HashicorpConnections& connections)
      : parts_(std::move(parts)), connections_(&connections) {}

  void use_login(HashicorpLogin login);

  // Of the link's server, else the environment's. What failed once fails again with the same error, so that
  // nobody is asked for each of twenty links. kNotConnected, kCredentialsInvalid, kCredentialsExpired,
  // kMfaRequired, kNetwork …
  Result<HashicorpConnectionPtr> for_link(const vault::Link& link);
  // The namespace that the link's secret is in.
  std::string namespace_of(const vault::Link& link) const;
  // The server did not let a read pass: whether that is because the token is good no more. It is then let go.
  bool has_ended(const HashicorpConnection& connection);

 private:
  struct Goal {
    hashicorp::Server server;
    std::string ns, key;
    bool of_environment = false;
  };
  Result<Goal> goal_of(const vault::Link& link) const;
  void renew(const Goal& goal, const HashicorpConnection& connection);
  Result<HashicorpConnectionPtr> connect(const Goal& goal, bool expired);

  AuthenticateParts parts_;
  HashicorpConnections* connections_;
  std::mutex mutex_;  // held while logging in
  HashicorpLogin login_;
  std::map<std::string, Error> failed_;  // by the goal's key
};

}  // namespace coffer::secrets
