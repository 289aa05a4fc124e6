#include "secrets/value_cache.h"

#include <algorithm>
#include <condition_variable>
#include <optional>

namespace coffer::secrets {

// One fetch under way.
class ValueCache::Flight {
 public:
  void land(Result<ExternalValue> value) {
    {
      const std::lock_guard lock(mutex_);
      value_.emplace(std::move(value));
    }
    landed_.notify_all();
  }
  Result<ExternalValue> wait() {
    std::unique_lock lock(mutex_);
    landed_.wait(lock, [this] { return value_.has_value(); });
    return *value_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable landed_;
  std::optional<Result<ExternalValue>> value_;
};

struct ValueCache::Plan {
  std::vector<size_t> mine;                                         // to be fetched by this call
  std::vector<std::shared_ptr<Flight>> flights;                     // of `mine`
  Expired expired;                                                  // of `mine`: what they were, or null
  std::vector<bool> confirmed;                                      // of `mine`
  std::vector<std::pair<size_t, std::shared_ptr<Flight>>> waiting;  // whoever fetches them
  uint64_t generation = 0;
};

ValueCache::Plan ValueCache::plan(const std::vector<Wanted>& wanted, Freshness freshness,
                                  std::vector<Got>& got) {
  const std::lock_guard lock(mutex_);
  std::map<std::string, std::shared_ptr<const ExternalValue>> before;
  for (const Wanted& each : wanted) {
    if (const auto kept = kept_.find(each.key); kept != kept_.end()) before[each.key] = kept->second.value;
  }
  drop_expired_locked();
  const auto now = clock_->elapsed();
  Plan plan;
  plan.generation = generation_;
  for (size_t i = 0; i < wanted.size(); ++i) {
    const auto kept = kept_.find(wanted[i].key);
    const bool may_serve = wanted[i].keep.count() > 0 && freshness == Freshness::kCached;
    // Whoever wants it fresher than it was kept for gets it so: a shorter time counts at once.
    if (kept != kept_.end() && may_serve && now < kept->second.fetched + wanted[i].keep) {
      got[i] = {*kept->second.value, true};
      continue;
    }
    std::shared_ptr<Flight>& flight = flights_[wanted[i].key];
    if (!flight) {
      flight = std::make_shared<Flight>();
      plan.mine.push_back(i);
      plan.flights.push_back(flight);
      plan.expired.push_back(may_serve ? before[wanted[i].key] : nullptr);
    }
    plan.waiting.emplace_back(i, flight);
  }
  return plan;
}

void ValueCache::confirm_expired(Plan& plan, const Confirm& confirm) {
  plan.confirmed.assign(plan.mine.size(), false);
  const bool any = std::ranges::any_of(plan.expired, [](const auto& each) { return each != nullptr; });
  if (confirm && any) plan.confirmed = confirm(plan.mine, plan.expired);
}

std::vector<ValueCache::Got> ValueCache::get(const std::vector<Wanted>& wanted, Freshness freshness,
                                             const Fetch& fetch, const Confirm& confirm) {
  std::vector<Got> got(wanted.size(), Got{Error{ErrorCode::kInternal, "not fetched"}, false});
  Plan plan = this->plan(wanted, freshness, got);
  // Own fetches end before others are waited for: two calls that want each other's values do not stop each
  // other.
  confirm_expired(plan, confirm);
  std::vector<size_t> missing;  // indices of plan.mine
  std::vector<size_t> indices;
  for (size_t k = 0; k < plan.mine.size(); ++k) {
    if (plan.confirmed[k]) {
      land(wanted[plan.mine[k]], *plan.flights[k], *plan.expired[k], plan.generation);
    } else {
      missing.push_back(k);
      indices.push_back(plan.mine[k]);
    }
  }
  if (!missing.empty()) {
    std::vector<Result<ExternalValue>> fetched = fetch(indices);
    for (size_t m = 0; m < missing.size(); ++m)
      land(wanted[indices[m]], *plan.flights[missing[m]], std::move(fetched[m]), plan.generation);
  }
  for (const auto& [index, flight] : plan.waiting) got[index] = {flight->wait(), false};
  for (size_t k = 0; k < plan.mine.size(); ++k) got[plan.mine[k]].cached = plan.confirmed[k];
  return got;
}

void ValueCache::land(const Wanted& wanted, Flight& flight, Result<ExternalValue> value,
                      uint64_t generation) {
  if (value) value->fetched = clock_->now();
  {
    const std::lock_guard lock(mutex_);
    flights_.erase(wanted.key);
    if (value && wanted.keep.count() > 0 && generation == generation_) {
      const auto now = clock_->elapsed();
      kept_[wanted.key] = {std::make_shared<const ExternalValue>(*value), now, now + wanted.keep};
      make_room();
    }
  }
  flight.land(std::move(value));
}

void ValueCache::drop_expired() {
  const std::lock_guard lock(mutex_);
  drop_expired_locked();
}

size_t ValueCache::size() {
  const std::lock_guard lock(mutex_);
  drop_expired_locked();
  return kept_.size();
}

void ValueCache::drop_expired_locked() {
  const auto now = clock_->elapsed();
  std::erase_if(kept_, [now](const auto& each) { return each.second.expires <= now; });
}

void ValueCache::make_room() {
  if (kept_.size() <= kMostValues) return;
  const auto older = [](const auto& a, const auto& b) { return a.second.fetched < b.second.fetched; };
  kept_.erase(std::ranges::min_element(kept_, older));
}

std::shared_ptr<const ExternalValue> ValueCache::peek(const std::string& key) {
  const std::lock_guard lock(mutex_);
  drop_expired_locked();
  const auto kept = kept_.find(key);
  return kept != kept_.end() ? kept->second.value : nullptr;
}

void ValueCache::erase_identity(const std::string& identity) {
  const std::lock_guard lock(mutex_);
  ++generation_;
  const std::string prefix = identity + '\n';
  std::erase_if(kept_, [&](const auto& each) { return each.first.starts_with(prefix); });
}

void ValueCache::clear() {
  const std::lock_guard lock(mutex_);
  ++generation_;
  kept_.clear();
}

}  // namespace coffer::secrets
