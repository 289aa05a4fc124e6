// All that the agent holds: vault keys, and the surroundings with their connections and values. Wiped by
// lock(), and by idleness.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "agent/surroundings.h"
#include "base/clock.h"
#include "base/secret.h"
#include "crypto/random.h"
#include "http/transport.h"

namespace coffer::agent {

inline constexpr std::chrono::minutes kDefaultIdle{60};
inline constexpr std::chrono::minutes kMostIdle{24 * 60};
inline constexpr size_t kMostVaults = 100;
inline constexpr size_t kMostSurroundings = 100;

// Thread-safe. Time is Clock::elapsed(): a suspended machine's counts.
class Keeper {
 public:
  struct Parts {
    Clock* clock = nullptr;            // not owned
    crypto::Random* random = nullptr;  // not owned
    std::function<std::unique_ptr<http::Transport>(const Environment&)> make_transport;
    std::chrono::minutes idle = kDefaultIdle;  // 0: never
  };
  explicit Keeper(Parts parts);

  // For as long as a request is in work: the agent is not idle.
  class Use {
   public:
    explicit Use(Keeper& keeper);
    ~Use();
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

   private:
    Keeper* keeper_;
  };

  // A vault's key as text, by the file's absolute path. kTooLarge beyond kMostVaults.
  Result<void> put_key(const std::string& vault, Secret key);
  std::optional<Secret> key(const std::string& vault);
  bool forget_key(const std::string& vault);  // whether there was one

  // The surroundings of this environment; made where there are none. kTooLarge beyond kMostSurroundings.
  Result<std::shared_ptr<Surroundings>> surroundings(const Environment& environment,
                                                     const std::optional<std::string>& ca_file);

  void reset_caches();  // the values that were read, of all surroundings
  void lock();
  // What the passing of time does: locks after the idle time, wipes what has expired. True: it locked just
  // now something that it held. Call it every second, and before anything is handed out.
  bool tick();
  void set_idle(std::chrono::minutes idle);

  struct Status {
    size_t vaults = 0, connections = 0, values = 0;
    std::chrono::minutes idle{0};                  // the setting
    std::optional<std::chrono::seconds> locks_in;  // none: it does not, or holds nothing
    bool locked() const { return vaults == 0 && connections == 0 && values == 0; }
  };
  Status status();

 private:
  void lock_locked();
  bool holds_anything() const { return !keys_.empty() || !surroundings_.empty(); }
  std::chrono::nanoseconds locks_at() const { return last_use_ + idle_; }

  Parts parts_;
  std::mutex mutex_;
  std::map<std::string, Secret> keys_;
  std::map<std::string, std::shared_ptr<Surroundings>> surroundings_;  // by fingerprint
  std::chrono::minutes idle_;
  std::chrono::nanoseconds last_use_;
  size_t in_work_ = 0;
};

}  // namespace coffer::agent
