#include "secrets/connector.h"

#include <fmt/format.h>

#include "aws/profile_file.h"

namespace coffer::secrets {
namespace {

// How long another command may take to make a connection before a person is told that this one waits.
constexpr std::chrono::seconds kSilence{2};

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

ConnectInput clone_of(const ConnectInput& input, const std::shared_ptr<const Secret>& mfa_code) {
  ConnectInput clone = input.without_secrets();
  if (input.credentials) clone.credentials = input.credentials->clone();
  clone.mfa_code = mfa_code;
  return clone;
}

Error as_renewal_error(const std::string& name, const Renewal& renewal, Error error) {
  error.what = fmt::format("the AWS connection “{}” has expired: {}", name, error.what);
  if (error.code == ErrorCode::kMfaRequired || error.code == ErrorCode::kMfaWrong)
    error.mend = fmt::format("Authenticate again: {}. {}", renewal.command, error.mend);
  return error;
}

}  // namespace

void Connector::connect_on_demand(ConnectInput input) {
  const std::lock_guard lock(mutex_);
  failed_.erase(input.name);
  mfa_code_ = std::exchange(input.mfa_code, nullptr);
  on_demand_ = std::move(input);
}

Result<ConnectionPtr> Connector::connect(const ConnectInput& input, const std::string& fallback_region) {
  const std::lock_guard lock(mutex_);
  const auto turn = wait_for_turn(input.name);
  COFFER_ASSIGN(ConnectionPtr connection, authenticate(parts_, input, fallback_region));
  failed_.erase(input.name);
  connections_->put(connection);
  return connection;
}

Result<ConnectionPtr> Connector::connect_if_needed(const ConnectInput& input, const std::string& account,
                                                   const std::string& fallback_region) {
  const std::lock_guard lock(mutex_);
  mfa_code_ = input.mfa_code;
  return choose_or_make("", account, fallback_region, [&] {
    return std::optional(Goal{clone_of(input, mfa_code_), fallback_region, nullptr, false});
  });
}

Result<ConnectionPtr> Connector::for_link(const vault::Link& link, const aws::Arn& arn) {
  if (auto chosen = connections_->choose(link.connection, arn.account)) return chosen;
  const std::lock_guard lock(mutex_);
  return choose_or_make(link.connection, arn.account, arn.region,
                        [&] { return goal_of_link(link, arn.region); });
}

Result<ConnectionPtr> Connector::choose_or_make(const std::string& name, const std::string& account,
                                                const std::string& region, const FirstTime& first_time) {
  auto chosen = connections_->choose(name, account);  // another thread may have connected meanwhile
  if (chosen) return chosen;
  std::optional<Goal> goal;
  if (const RenewalPtr renewal = connections_->renewal(name, account)) {
    if (renewal->input) goal = Goal{clone_of(*renewal->input, mfa_code_), region, renewal};
  } else {
    goal = first_time();
  }
  if (!goal) return chosen;
  const auto turn = wait_for_turn(goal->input.name);
  chosen = connections_->choose(name, account);  // or another command
  if (chosen) return chosen;
  COFFER_TRY(attempt(*goal));
  return connections_->choose(name, account);
}

std::optional<Connector::Goal> Connector::goal_of_link(const vault::Link& link,
                                                       const std::string& region) const {
  const bool by_profile = !link.connection.empty() && !(on_demand_ && on_demand_->name == link.connection);
  if (by_profile) {
    if (!has_profile(link.connection)) return std::nullopt;
    Goal goal{{}, region, nullptr};
    goal.input.name = link.connection;
    goal.input.profile = link.connection;
    return goal;
  }
  if (!on_demand_) return std::nullopt;
  return Goal{clone_of(*on_demand_, mfa_code_), region, nullptr};
}

Result<void> Connector::attempt(const Goal& goal) {
  const std::string& name = goal.input.name;
  if (const auto failed = failed_.find(name); failed != failed_.end()) return failed->second;
  auto connection = authenticate(parts_, goal.input, goal.region);
  if (!connection) {
    Error error = std::move(connection).error();
    if (goal.for_link) error = as_link_error(std::move(error));
    if (goal.renewal) error = as_renewal_error(name, *goal.renewal, std::move(error));
    failed_.emplace(name, error);
    return error;
  }
  if (goal.input.mfa_code) mfa_code_.reset();
  connections_->put(*connection);
  return {};
}

void Connector::give_up(const std::string& name, const Error& error) {
  const std::lock_guard lock(mutex_);
  failed_.emplace(name, error);
}

std::unique_lock<std::timed_mutex> Connector::wait_for_turn(const std::string& name) {
  std::unique_lock turn(connections_->turn(name), kSilence);
  if (turn) return turn;
  if (parts_.prompter != nullptr) parts_.prompter->waiting_for_another(name);
  turn.lock();
  return turn;
}

bool Connector::has_profile(const std::string& name) const {
  const auto files = aws::ProfileFiles::load(*parts_.environment);
  return files && files->find(name) != nullptr;
}

}  // namespace coffer::secrets
