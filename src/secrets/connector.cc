#include "secrets/connector.h"

#include <fmt/format.h>

#include "aws/credentials/sources.h"
#include "aws/profile_file.h"

namespace coffer::secrets {
namespace {

bool is_network(ErrorCode code) {
  return code == ErrorCode::kNetwork || code == ErrorCode::kTimeout || code == ErrorCode::kTls;
}

// Why a connection could not be made is, to a link that needs it, "not connected" (spec 5.2) unless it has a
// cause of its own there.
Error as_link_error(Error error) {
  if (!is_unresolved_reference(error.code) && !is_network(error.code) &&
      error.code != ErrorCode::kCancelled) {
    error.code = ErrorCode::kNotConnected;
  }
  error.what = fmt::format("could not connect to AWS: {}{}{}", error.field, error.field.empty() ? "" : ": ",
                           error.what);
  error.field.clear();
  return error;
}

}  // namespace

void Connector::connect_on_demand(ConnectInput input) {
  const std::lock_guard lock(mutex_);
  failed_.erase(input.name);
  on_demand_ = std::move(input);
}

Result<ConnectionPtr> Connector::connect(const ConnectInput& input, const std::string& fallback_region) {
  const std::lock_guard lock(mutex_);
  COFFER_ASSIGN(ConnectionPtr connection, authenticate(parts_, input, fallback_region));
  failed_.erase(input.name);
  made_.insert(input.name);
  connections_->put(connection);
  return connection;
}

Result<ConnectionPtr> Connector::connect_if_needed(const ConnectInput& input, const std::string& account,
                                                   const std::string& fallback_region) {
  if (auto chosen = connections_->choose("", account)) return chosen;
  return connect(input, fallback_region);
}

Result<ConnectionPtr> Connector::for_link(const vault::Link& link, const aws::Arn& arn) {
  if (auto chosen = connections_->choose(link.connection, arn.account)) return chosen;
  const std::lock_guard lock(mutex_);
  auto chosen =
      connections_->choose(link.connection, arn.account);  // another thread may have connected meanwhile
  if (chosen) return chosen;
  COFFER_TRY(connect_missing(link, arn, chosen.error()));
  return connections_->choose(link.connection, arn.account);
}

// `why` there is no such connection.
Result<void> Connector::connect_missing(const vault::Link& link, const aws::Arn& arn, const Error& why) {
  const bool by_name = !link.connection.empty() && !(on_demand_ && on_demand_->name == link.connection);
  if (!by_name && !on_demand_) return why;
  ConnectInput named;
  named.name = link.connection;
  if (by_name && has_profile(link.connection)) named.profile = link.connection;
  const ConnectInput& input = by_name ? named : *on_demand_;
  const bool expired = why.code == ErrorCode::kCredentialsExpired;
  if (expired && parts_.prompter == nullptr && made_.contains(input.name)) return why;
  if (const auto failed = failed_.find(input.name); failed != failed_.end()) return failed->second;
  const bool nothing_given = by_name && !named.profile;
  auto connection = nothing_given ? ask(input, arn.region, why.what, why) : attempt(input, arn.region, why);
  if (!connection) {
    failed_.emplace(input.name, connection.error());
    return connection.error();
  }
  made_.insert(input.name);
  connections_->put(*connection);
  if (!by_name) on_demand_->mfa_code.reset();  // good for one use
  return {};
}

Result<ConnectionPtr> Connector::attempt(const ConnectInput& input, const std::string& region,
                                         const Error& why) {
  auto connection = authenticate(parts_, input, region);
  if (connection) return connection;
  const Error found = connection.error();
  Error said = as_link_error(found);
  // Typed keys that have expired: there is nothing else to connect with, and `why` says so better.
  const bool typed = why.code == ErrorCode::kCredentialsExpired && said.code == ErrorCode::kNotConnected;
  if (typed) said = why;
  const bool none = found.code == ErrorCode::kNotConnected && !input.profile;
  if (!none && found.code != ErrorCode::kCredentialsExpired) return said;
  return ask(input, region, typed ? why.what : found.what, std::move(said));
}

Result<ConnectionPtr> Connector::ask(const ConnectInput& input, const std::string& region,
                                     std::string problem, Error otherwise) {
  for (int tries = 1; parts_.prompter != nullptr; ++tries) {
    ConnectInput asked = input.without_keys();
    if (!asked.region && !aws::region_from(*parts_.environment, nullptr)) asked.region = region;
    auto given = parts_.prompter->connect_again(std::move(asked), problem);
    if (!given) break;
    given->name = input.name;
    auto connection = authenticate(parts_, *given, region);
    if (connection) return connection;
    problem = to_string(connection.error());
    otherwise = as_link_error(std::move(connection).error());
    if (tries == kMostKeys || !other_keys_may_do(otherwise.code)) break;
  }
  return otherwise;
}

bool Connector::has_profile(const std::string& name) const {
  const auto files = aws::ProfileFiles::load(*parts_.environment);
  return files && files->find(name) != nullptr;
}

}  // namespace coffer::secrets
