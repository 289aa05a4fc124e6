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

Error expired_error(const ConnectionInfo& info, const Renewal& renewal) {
  return {ErrorCode::kCredentialsExpired,
          fmt::format("the AWS connection “{}” (account {}) has expired", info.name, info.account),
          fmt::format("Authenticate again: {}", renewal.command)};
}

}  // namespace

void Connections::put(const ConnectionPtr& connection) {
  const std::lock_guard lock(mutex_);
  slots_[connection->info.name] = {connection, connection->info, connection->renewal};
}

std::vector<ConnectionInfo> Connections::list() {
  const std::lock_guard lock(mutex_);
  drop_expired();
  std::vector<ConnectionInfo> infos;
  for (const auto& [name, slot] : slots_) {
    if (!slot.connection) continue;
    ConnectionInfo& info = infos.emplace_back(slot.info);
    if (slot.connection->deadline)
      info.left = std::chrono::floor<std::chrono::seconds>(*slot.connection->deadline - clock_->elapsed());
  }
  return infos;
}

std::optional<ConnectionInfo> Connections::remove(const std::string& name) {
  const std::lock_guard lock(mutex_);
  const auto found = slots_.find(name);
  if (found == slots_.end()) return std::nullopt;
  ConnectionInfo info = std::move(found->second.info);
  slots_.erase(found);
  return info;
}

std::vector<std::string> Connections::names() {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> names;
  for (const auto& [name, slot] : slots_) names.push_back(name);
  return names;
}

void Connections::take_over(Connections& other, const std::set<std::string>& names) {
  const std::scoped_lock lock(mutex_, other.mutex_);
  for (const auto& [name, slot] : other.slots_)
    if (names.contains(name)) slots_[name] = slot;
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

Result<ConnectionPtr> Connections::take(const Slot& slot) {
  if (slot.connection) return slot.connection;
  return expired_error(slot.info, *slot.renewal);
}

Result<ConnectionPtr> Connections::choose(const std::string& name, const std::string& account) {
  const std::lock_guard lock(mutex_);
  drop_expired();
  const Slot* slot = find(name, account);
  return slot != nullptr ? take(*slot) : nothing_to_choose(name, account);
}

RenewalPtr Connections::renewal(const std::string& name, const std::string& account) {
  const std::lock_guard lock(mutex_);
  drop_expired();
  const Slot* slot = find(name, account);
  return slot != nullptr && !slot->connection ? slot->renewal : nullptr;
}

std::timed_mutex& Connections::turn(const std::string& name) {
  const std::lock_guard lock(mutex_);
  return turns_[name];
}

const Connections::Slot* Connections::find(const std::string& name, const std::string& account) const {
  if (name.empty()) return find_by_account(account);
  const auto named = slots_.find(name);
  return named != slots_.end() ? &named->second : nullptr;
}

const Connections::Slot* Connections::find_by_account(const std::string& account) const {
  const auto standard = slots_.find("default");
  if (standard != slots_.end() && standard->second.info.account == account) return &standard->second;
  const Slot* expired = nullptr;
  for (const auto& [name, slot] : slots_) {
    if (slot.info.account != account) continue;
    if (slot.connection) return &slot;
    expired = &slot;
  }
  if (expired != nullptr) return expired;
  if (standard != slots_.end()) return &standard->second;
  return slots_.size() == 1 ? &slots_.begin()->second : nullptr;
}

Error Connections::nothing_to_choose(const std::string& name, const std::string& account) const {
  if (!name.empty()) {
    return {ErrorCode::kNotConnected,
            fmt::format("the link wants the AWS connection “{}”, which is not connected", name),
            fmt::format("Make an AWS profile of that name, which then is used: aws configure --profile {}",
                        name)};
  }
  if (slots_.empty()) return not_connected("not connected to AWS");
  return not_connected(
      fmt::format("none of the AWS connections is of account {}, and none is the default one", account));
}

}  // namespace coffer::secrets
