#include "secrets/hashicorp_connector.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "secrets/hashicorp_login.h"

namespace coffer::secrets {
namespace {

constexpr int kDefaultRetries = 2;

// As Connector's: to a link, what is wrong with a login is why it is not connected.
Error as_link_error(Error error, bool expired) {
  if (expired && error.code == ErrorCode::kCredentialsInvalid) error.code = ErrorCode::kCredentialsExpired;
  const bool network =
      error.code == ErrorCode::kNetwork || error.code == ErrorCode::kTimeout || error.code == ErrorCode::kTls;
  if (!is_unresolved_reference(error.code) && !network && error.code != ErrorCode::kCancelled)
    error.code = ErrorCode::kNotConnected;
  error.what = fmt::format("could not log in to HashiCorp Vault: {}{}{}", error.field,
                           error.field.empty() ? "" : ": ", error.what);
  error.field.clear();
  return error;
}

std::string identity_of(const hashicorp::Server& server, const std::string& ns, const hashicorp::Token& token,
                        const void* unique) {
  const std::string accessor =
      token.accessor.empty() ? fmt::format("batch token {}", unique) : token.accessor;
  return fmt::format("hashicorp {} {} {}", server.address, ns, accessor);
}

int retries_of(const Environment& environment) {
  const auto text = hashicorp::variable(environment, "MAX_RETRIES");
  const bool digit = text && text->size() == 1 && (*text)[0] >= '0' && (*text)[0] <= '9';
  return digit ? (*text)[0] - '0' : kDefaultRetries;
}

}  // namespace

void HashicorpConnector::use_login(HashicorpLogin login) {
  const std::lock_guard lock(mutex_);
  login_ = std::move(login);
  failed_.clear();
}

vault::Link with_environment(vault::Link link, const Environment& environment) {
  if (link.provider != vault::kHashicorp) return link;
  if (link.address.empty()) {
    const auto server = hashicorp::parse_address(hashicorp::default_address(environment));
    if (server) link.address = server->address;
  }
  if (!link.ns.empty()) return link;
  link.ns = hashicorp::variable(environment, "NAMESPACE").value_or("");
  while (link.ns.ends_with('/')) link.ns.pop_back();
  return link;
}

std::string HashicorpConnector::namespace_of(const vault::Link& link) const {
  return with_environment(link, *parts_.environment).ns;
}

Result<HashicorpConnector::Goal> HashicorpConnector::goal_of(const vault::Link& link) const {
  const Environment& environment = *parts_.environment;
  auto own = hashicorp::parse_address(hashicorp::default_address(environment));
  if (!own && link.address.empty()) {
    Error error = std::move(own).error();
    error.field = "BAO_ADDR or VAULT_ADDR";
    return error;
  }
  Goal goal;
  if (link.address.empty()) {
    goal.server = *own;
  } else {
    COFFER_ASSIGN(goal.server, hashicorp::parse_address(link.address));
  }
  goal.of_environment = own && own->origin == goal.server.origin;
  goal.server.ca_file = parts_.ca_file ? parts_.ca_file : hashicorp::variable(environment, "CACERT");
  // Where the environment names a namespace, its credentials are of that one.
  vault::Link at = link;
  if (goal.of_environment && hashicorp::variable(environment, "NAMESPACE")) at.ns.clear();
  goal.ns = namespace_of(at);
  goal.key = fmt::format("{}\n{}", goal.server.address, goal.ns);
  return goal;
}

Result<HashicorpConnectionPtr> HashicorpConnector::for_link(const vault::Link& link) {
  COFFER_ASSIGN(const Goal goal, goal_of(link));
  auto found = connections_->find(goal.key);
  if (found.connection && !found.renew) return found.connection;
  const std::lock_guard lock(mutex_);
  if (found.renew) renew(goal, *found.connection);
  found = connections_->find(goal.key);  // another thread may have connected meanwhile
  if (found.connection) return found.connection;
  return connect(goal, found.expired);
}

// A token that cannot be prolonged is used until it ends.
void HashicorpConnector::renew(const Goal& goal, const HashicorpConnection& connection) {
  const auto lease = hashicorp::renew(*connection.client, connection.token.value, goal.ns);
  if (lease && lease->count() > 0) connections_->prolong(goal.key, connection, *lease);
}

Result<HashicorpConnectionPtr> HashicorpConnector::connect(const Goal& goal, bool expired) {
  if (const auto failed = failed_.find(goal.key); failed != failed_.end()) return failed->second;
  auto connection = std::make_shared<HashicorpConnection>();
  connection->client = std::make_shared<const hashicorp::Client>(
      *parts_.transport, *parts_.clock, goal.server, retries_of(*parts_.environment));
  auto logged_in =
      log_in_to_hashicorp(parts_, login_, *connection->client, goal.ns,
                          goal.of_environment ? Credentials::kOfEnvironment : Credentials::kTyped);
  if (!logged_in) {
    const Error error = as_link_error(std::move(logged_in).error(), expired);
    failed_.emplace(goal.key, error);
    return error;
  }
  // A token without an end is let go as long-lived keys are (spec 3.1).
  const bool endless = logged_in->token.lease.count() == 0;
  const std::chrono::seconds lease = endless ? kLongLivedValidity : logged_in->token.lease;
  connection->info = {goal.server.address,       goal.ns,
                      logged_in->method,         logged_in->token.who,
                      logged_in->token.policies, parts_.clock->now() + lease,
                      logged_in->token.renewable};
  connection->identity = identity_of(goal.server, goal.ns, logged_in->token, connection.get());
  connection->token = std::move(logged_in->token);
  connections_->put(goal.key, connection, lease);
  return HashicorpConnectionPtr(connection);
}

bool HashicorpConnector::has_ended(const HashicorpConnection& connection) {
  const auto known = hashicorp::look_up(*connection.client, connection.token.value, connection.info.ns);
  if (known || known.error().code != ErrorCode::kCredentialsInvalid) return false;
  connections_->expire(connection);
  return true;
}

}  // namespace coffer::secrets
