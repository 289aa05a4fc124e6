#include "agent/keeper.h"

#include <fmt/format.h>

namespace coffer::agent {
namespace {

Error too_many(std::string_view of_what) {
  return {ErrorCode::kTooLarge, fmt::format("the agent holds too many {}", of_what),
          "Start afresh: coffer agent lock."};
}

}  // namespace

Keeper::Keeper(Parts parts)
    : parts_(std::move(parts)), idle_(parts_.idle), last_use_(parts_.clock->elapsed()) {}

Keeper::Use::Use(Keeper& keeper) : keeper_(&keeper) {
  const std::lock_guard lock(keeper_->mutex_);
  ++keeper_->in_work_;
}

Keeper::Use::~Use() {
  const std::lock_guard lock(keeper_->mutex_);
  --keeper_->in_work_;
  keeper_->last_use_ = keeper_->parts_.clock->elapsed();
}

Result<void> Keeper::put_key(const std::string& vault, Secret key) {
  const std::lock_guard lock(mutex_);
  if (keys_.size() >= kMostVaults && !keys_.contains(vault)) return too_many("vaults");
  keys_.insert_or_assign(vault, std::move(key));
  return {};
}

std::optional<Secret> Keeper::key(const std::string& vault) {
  const std::lock_guard lock(mutex_);
  const auto found = keys_.find(vault);
  return found == keys_.end() ? std::nullopt : std::optional(found->second.clone());
}

bool Keeper::forget_key(const std::string& vault) {
  const std::lock_guard lock(mutex_);
  return keys_.erase(vault) > 0;
}

Result<std::shared_ptr<Surroundings>> Keeper::surroundings(const Environment& environment,
                                                           const std::optional<std::string>& ca_file) {
  const std::string print = fingerprint(environment, ca_file);
  const std::lock_guard lock(mutex_);
  const auto found = surroundings_.find(print);
  if (found != surroundings_.end()) return found->second;
  if (surroundings_.size() >= kMostSurroundings) {
    // Those where nothing is connected are only in the way.
    std::erase_if(surroundings_, [](const auto& each) { return each.second->connections().empty(); });
    if (surroundings_.size() >= kMostSurroundings) return too_many("environments with connections");
  }
  auto made = std::make_shared<Surroundings>(Surroundings::Parts{
      parts_.clock, parts_.random, environment, ca_file, parts_.make_transport(environment)});
  surroundings_.emplace(print, made);
  return made;
}

void Keeper::reset_caches() {
  const std::lock_guard lock(mutex_);
  for (auto& [print, surroundings] : surroundings_) surroundings->reset_caches();
}

void Keeper::lock() {
  const std::lock_guard lock(mutex_);
  lock_locked();
}

void Keeper::lock_locked() {
  keys_.clear();
  surroundings_.clear();
}

bool Keeper::tick() {
  const std::lock_guard lock(mutex_);
  const bool idle = idle_.count() > 0 && in_work_ == 0 && locks_at() <= parts_.clock->elapsed();
  if (idle && holds_anything()) {
    lock_locked();
    return true;
  }
  for (auto& [print, surroundings] : surroundings_) surroundings->sweep();
  return false;
}

void Keeper::set_idle(std::chrono::minutes idle) {
  const std::lock_guard lock(mutex_);
  idle_ = idle;
}

Keeper::Status Keeper::status() {
  const std::lock_guard lock(mutex_);
  Status status;
  status.vaults = keys_.size();
  for (auto& [print, surroundings] : surroundings_) {
    status.connections += surroundings->connections().size();
    status.values += surroundings->values();
  }
  status.idle = idle_;
  if (idle_.count() > 0 && !status.locked())
    status.locks_in = std::chrono::floor<std::chrono::seconds>(locks_at() - parts_.clock->elapsed());
  return status;
}

}  // namespace coffer::agent
