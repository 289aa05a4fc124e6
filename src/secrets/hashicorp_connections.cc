#include "secrets/hashicorp_connections.h"

#include <algorithm>

namespace coffer::secrets {

HashicorpConnections::Found HashicorpConnections::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  drop_expired_locked();
  const auto found = slots_.find(key);
  if (found == slots_.end()) return {};
  Slot& slot = found->second;
  if (!slot.connection) return {nullptr, true, false};
  const bool renew = slot.connection->token.renewable && slot.renew_at <= clock_->elapsed();
  if (renew) slot.renew_at = slot.deadline;
  return {slot.connection, false, renew};
}

void HashicorpConnections::put(const std::string& key, const HashicorpConnectionPtr& connection,
                               std::chrono::seconds lease) {
  const std::lock_guard lock(mutex_);
  const auto now = clock_->elapsed();
  slots_[key] = {connection, now + lease, now + lease * 2 / 3};
}

void HashicorpConnections::prolong(const std::string& key, const HashicorpConnection& connection,
                                   std::chrono::seconds lease) {
  const std::lock_guard lock(mutex_);
  const auto found = slots_.find(key);
  if (found == slots_.end() || found->second.connection.get() != &connection) return;
  const auto now = clock_->elapsed();
  found->second.deadline = now + lease;
  found->second.renew_at = now + lease * 2 / 3;
}

void HashicorpConnections::expire(const HashicorpConnection& connection) {
  const std::lock_guard lock(mutex_);
  for (auto& [key, slot] : slots_) {
    if (slot.connection.get() == &connection) slot.connection.reset();
  }
}

std::vector<HashicorpInfo> HashicorpConnections::list() {
  const std::lock_guard lock(mutex_);
  drop_expired_locked();
  std::vector<HashicorpInfo> infos;
  for (const auto& [key, slot] : slots_)
    if (slot.connection) infos.push_back(slot.connection->info);
  return infos;
}

HashicorpConnectionPtr HashicorpConnections::remove(const std::string& address, const std::string& ns) {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find_if(slots_, [&](const auto& each) {
    const HashicorpConnectionPtr& connection = each.second.connection;
    return connection && connection->info.address == address && connection->info.ns == ns;
  });
  if (found == slots_.end()) return nullptr;
  HashicorpConnectionPtr gone = std::move(found->second.connection);
  slots_.erase(found);
  return gone;
}

void HashicorpConnections::clear() {
  const std::lock_guard lock(mutex_);
  slots_.clear();
}

void HashicorpConnections::drop_expired() {
  const std::lock_guard lock(mutex_);
  drop_expired_locked();
}

void HashicorpConnections::drop_expired_locked() {
  const auto now = clock_->elapsed();
  for (auto& [key, slot] : slots_) {
    if (slot.deadline <= now) slot.connection.reset();
  }
}

}  // namespace coffer::secrets
