#include "secrets/connections.h"

#include <fmt/format.h>

namespace coffer::secrets {
namespace {

constexpr std::string_view kConnectMend =
    "Connect: coffer aws connect, or give --profile NAME, or set AWS_ACCESS_KEY_ID and "
    "AWS_SECRET_ACCESS_KEY.";

Error not_connected(std::string what) {
  return {ErrorCode::kNotConnected, std::move(what), std::string(kConnectMend)};
}

}  // namespace

void Connections::put(const ConnectionPtr& connection) {
  const std::lock_guard lock(mutex_);
  slots_[connection->info.name] = {connection, connection->info.account};
}

std::vector<ConnectionInfo> Connections::list() {
  const std::lock_guard lock(mutex_);
  drop_expired();
  std::vector<ConnectionInfo> infos;
  for (const auto& [name, slot] : slots_) {
    if (!slot.connection) continue;
    ConnectionInfo& info = infos.emplace_back(slot.connection->info);
    if (slot.connection->deadline)
      info.left = std::chrono::floor<std::chrono::seconds>(*slot.connection->deadline - clock_->elapsed());
  }
  return infos;
}

ConnectionPtr Connections::remove(const std::string& name) {
  const std::lock_guard lock(mutex_);
  const auto found = slots_.find(name);
  if (found == slots_.end()) return nullptr;
  ConnectionPtr connection = std::move(found->second.connection);
  slots_.erase(found);
  return connection;
}

void Connections::expire(const Connection& connection) {
  const std::lock_guard lock(mutex_);
  const auto found = slots_.find(connection.info.name);
  if (found != slots_.end() && found->second.connection.get() == &connection)
    found->second.connection.reset();
}

void Connections::drop_expired() {
  const auto now = clock_->elapsed();
  for (auto& [name, slot] : slots_) {
    if (slot.connection && slot.connection->deadline && *slot.connection->deadline <= now)
      slot.connection.reset();
  }
}

Result<ConnectionPtr> Connections::take(const Slots::value_type& slot) const {
  if (slot.second.connection) return slot.second.connection;
  return Error{
      ErrorCode::kCredentialsExpired,
      fmt::format("the AWS connection “{}” (account {}) has expired", slot.first, slot.second.account),
      fmt::format(
          "Authenticate again: coffer aws connect{}. Where no agent keeps it: run the command again with "
          "fresh credentials.",
          slot.first == "default" ? "" : fmt::format(" --name '{}'", slot.first))};
}

Result<ConnectionPtr> Connections::choose(const std::string& name, const std::string& account) {
  const std::lock_guard lock(mutex_);
  drop_expired();
  if (name.empty()) return choose_by_account(account);
  const auto named = slots_.find(name);
  if (named != slots_.end()) return take(*named);
  return Error{
      ErrorCode::kNotConnected,
      fmt::format("the link wants the AWS connection “{}”, which is not connected", name),
      fmt::format("Make an AWS profile of that name, which then is used: aws configure --profile {}", name)};
}

Result<ConnectionPtr> Connections::choose_by_account(const std::string& account) const {
  const auto standard = slots_.find("default");
  if (standard != slots_.end() && standard->second.account == account) return take(*standard);
  const Slots::value_type* expired = nullptr;
  for (const auto& slot : slots_) {
    if (slot.second.account != account) continue;
    if (slot.second.connection) return slot.second.connection;
    expired = &slot;
  }
  if (expired != nullptr) return take(*expired);
  if (standard != slots_.end()) return take(*standard);
  if (slots_.size() == 1) return take(*slots_.begin());
  if (slots_.empty()) return not_connected("not connected to AWS");
  return not_connected(
      fmt::format("none of the AWS connections is of account {}, and none is the default one", account));
}

}  // namespace coffer::secrets
