#include "secrets/connector.h"

#include <fmt/format.h>

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
  // A program that takes too long says nothing of whether AWS can be reached.
  if (error.field == "credential_process") error.code = ErrorCode::kNotConnected;
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

Result<void> Connector::connect_missing(const vault::Link& link, const aws::Arn& arn, const Error& why) {
  const bool expired = why.code == ErrorCode::kCredentialsExpired;
  const std::string& name = !link.connection.empty() || !on_demand_ ? link.connection : on_demand_->name;
  if (expired && parts_.prompter == nullptr && made_.contains(name)) return why;
  const bool by_profile = !link.connection.empty() && !(on_demand_ && on_demand_->name == link.connection);
  if (by_profile) {
    if (!has_profile(link.connection)) return why;
    ConnectInput input;
    input.name = link.connection;
    input.profile = link.connection;
    return attempt(input.name, input, arn.region);
  }
  if (!on_demand_) return why;
  const Result<void> made = attempt(on_demand_->name, *on_demand_, arn.region);
  // Typed keys that have expired: there is nothing else to connect with, and this says so better.
  if (expired && !made && made.error().code == ErrorCode::kNotConnected) return why;
  COFFER_TRY(made);
  on_demand_->mfa_code.reset();  // good for one use
  return {};
}

Result<void> Connector::attempt(const std::string& name, const ConnectInput& input,
                                const std::string& region) {
  if (const auto failed = failed_.find(name); failed != failed_.end()) return failed->second;
  auto connection = authenticate(parts_, input, region);
  if (!connection) {
    const Error error = as_link_error(std::move(connection).error());
    failed_.emplace(name, error);
    return error;
  }
  made_.insert(name);
  connections_->put(*connection);
  return {};
}

bool Connector::has_profile(const std::string& name) const {
  const auto files = aws::ProfileFiles::load(*parts_.environment);
  return files && files->find(name) != nullptr;
}

}  // namespace coffer::secrets
