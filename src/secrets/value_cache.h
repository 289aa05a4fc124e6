// Values that were read, in memory only, with an expiry (spec 5.5).
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "secrets/provider.h"

namespace coffer::secrets {

// Keys are Provider::cache_key's. Thread-safe: a value that one thread is fetching is waited for by the
// others, and a failed fetch fails all that waited. Expired values are let go at the next access.
class ValueCache {
 public:
  static constexpr size_t kMostValues = 1000;

  // `clock` must outlive the cache.
  explicit ValueCache(const Clock& clock) : clock_(&clock) {}

  struct Wanted {
    std::string key;
    std::chrono::seconds keep{0};  // from the fetch on, whoever kept it how long; 0: the cache is neither
                                   // asked nor filled
  };
  struct Got {
    Result<ExternalValue> value;
    bool cached = false;
  };
  enum class Freshness { kCached, kFetched };  // kFetched: past the cache, which a success then renews

  // Fetches what is missing by one call of `fetch` with indices into `wanted`; it answers one result each.
  // Each key is fetched once however often it is wanted.
  using Fetch = std::function<std::vector<Result<ExternalValue>>(const std::vector<size_t>& indices)>;
  // Before that, values that have expired but still are there may be confirmed (Provider::confirm): `expired`
  // has one for each index, or null. A confirmed value is kept for another while. Null: all are fetched.
  using Expired = std::vector<std::shared_ptr<const ExternalValue>>;
  using Confirm =
      std::function<std::vector<bool>(const std::vector<size_t>& indices, const Expired& expired)>;
  std::vector<Got> get(const std::vector<Wanted>& wanted, Freshness freshness, const Fetch& fetch,
                       const Confirm& confirm = nullptr);

  std::shared_ptr<const ExternalValue> peek(const std::string& key);  // null if there is none that is fresh
  void erase_identity(const std::string& identity);
  void clear();
  void drop_expired();
  size_t size();  // values that are kept

 private:
  struct Kept {
    std::shared_ptr<const ExternalValue> value;
    std::chrono::nanoseconds fetched{}, expires{};
  };
  class Flight;
  struct Plan;

  static void confirm_expired(Plan& plan, const Confirm& confirm);
  Plan plan(const std::vector<Wanted>& wanted, Freshness freshness, std::vector<Got>& got);
  void land(const Wanted& wanted, Flight& flight, Result<ExternalValue> value, uint64_t generation);
  void drop_expired_locked();
  void make_room();

  const Clock* clock_;
  std::mutex mutex_;
  std::map<std::string, Kept> kept_;
  std::map<std::string, std::shared_ptr<Flight>> flights_;
  uint64_t generation_ = 0;  // of clear() and erase_identity(): what was under way then is not kept
};

}  // namespace coffer::secrets
