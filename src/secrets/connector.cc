#include "secrets/connector.h"

#include <fmt/format.h>

#include "aws/credentials/sources.h"
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
  const std::string name = input.name == ConnectInput().name ? "" : input.name;
  return choose_or_make(name, account, fallback_region, [&] {
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
  const RenewalPtr renewal = connections_->renewal(name, account);
  const std::optional<Goal> goal =
      renewal ? Goal{clone_of(renewal->input, mfa_code_), region, renewal, true, renewal->typed}
              : first_time();
  if (!goal) return chosen;
  const auto turn = wait_for_turn(goal->input.name);
  chosen = connections_->choose(name, account);  // or another command
  if (chosen) return chosen;
  if (const auto failed = failed_.find(goal->input.name); failed != failed_.end()) return failed->second;
  auto made = make(*goal, chosen.error());
  if (!made) {
    failed_.emplace(goal->input.name, made.error());
    return made;
  }
  if (goal->input.mfa_code) mfa_code_.reset();
  connections_->put(*made);
  return connections_->choose(name, account);
}

std::optional<Connector::Goal> Connector::goal_of_link(const vault::Link& link,
                                                       const std::string& region) const {
  const bool by_name = !link.connection.empty() && !(on_demand_ && on_demand_->name == link.connection);
  if (by_name) {
    Goal goal{{}, region};
    goal.input.name = link.connection;
    goal.by_person = !has_profile(link.connection);
    if (!goal.by_person) goal.input.profile = link.connection;
    return goal;
  }
  if (!on_demand_) return std::nullopt;
  return Goal{clone_of(*on_demand_, mfa_code_), region};
}

Result<ConnectionPtr> Connector::make(const Goal& goal, const Error& missing) {
  if (goal.by_person) return ask(goal, missing.what, missing);
  auto made = authenticate(parts_, goal.input, goal.region);
  if (made) return made;
  const Error& found = made.error();
  Error said = goal.for_link ? as_link_error(found) : found;
  if (goal.renewal) said = as_renewal_error(goal.input.name, *goal.renewal, std::move(said));
  const bool nothing = found.code == ErrorCode::kNotConnected && !goal.input.profile;
  if (!nothing && found.code != ErrorCode::kCredentialsExpired) return said;
  return ask(goal, found.what, std::move(said));
}

Result<ConnectionPtr> Connector::ask(const Goal& goal, std::string problem, Error otherwise) {
  for (int tries = 1; parts_.prompter != nullptr; ++tries) {
    ConnectInput asked = goal.input.without_keys();
    if (!asked.region && !aws::region_from(*parts_.environment, nullptr)) asked.region = goal.region;
    auto given = parts_.prompter->connect_again(std::move(asked), problem);
    if (!given) break;
    given->name = goal.input.name;
    auto made = authenticate(parts_, *given, goal.region);
    if (made) return made;
    problem = to_string(made.error());
    otherwise = as_link_error(std::move(made).error());
    if (tries == kMostKeys || !other_keys_may_do(otherwise.code)) break;
  }
  return otherwise;
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
