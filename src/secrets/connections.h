// The authenticated relations to AWS that are open, by name, in memory only (spec 3.1, 3.2, 3.7, 3.8).
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "aws/client.h"
#include "aws/credentials.h"
#include "base/clock.h"
#include "base/result.h"
#include "secrets/connect_input.h"

namespace coffer::secrets {

// What becomes of a connection when it has expired.
struct Renewal {
  ConnectInput input;   // how it was made, without secrets
  bool typed = false;   // its keys were: only a person can give them again (spec 3.1)
  std::string command;  // that a person types to make it again
};
using RenewalPtr = std::shared_ptr<const Renewal>;

// Never changed once made; its credentials are wiped when the last holder lets go.
struct Connection {
  ConnectionInfo info;
  aws::Credentials credentials;
  std::shared_ptr<aws::Client> client;
  std::optional<std::chrono::nanoseconds> deadline;  // by Clock::elapsed(); none: until AWS says so
  RenewalPtr renewal;
};
using ConnectionPtr = std::shared_ptr<const Connection>;

// Thread-safe. An expired connection is let go, but its name is remembered, and how to make it again.
class Connections {
 public:
  explicit Connections(const Clock& clock) : clock_(&clock) {}

  void put(const ConnectionPtr& connection);  // replaces one of the same name
  std::vector<ConnectionInfo> list();         // those that are valid, by name
  // Forgets it, also one that has expired; nullopt if there was none of that name.
  std::optional<ConnectionInfo> remove(const std::string& name);
  std::vector<std::string> names();  // also of those that have expired
  // Has those of `other` that have these names, valid and expired ones.
  void take_over(Connections& other, const std::set<std::string>& names);
  // AWS said that its credentials have expired.
  void expire(const Connection& connection);

  // The one named, else the one of `account`, else "default", else the only one. kNotConnected,
  // kCredentialsExpired.
  Result<ConnectionPtr> choose(const std::string& name, const std::string& account);
  // Of the connection for which choose() says kCredentialsExpired; null where it says something else.
  RenewalPtr renewal(const std::string& name, const std::string& account);

  // Held by whoever makes the connection of that name, whoever's command it is for: the others wait, look
  // again with choose(), and need nobody asked.
  std::timed_mutex& turn(const std::string& name);

 private:
  struct Slot {
    ConnectionPtr connection;  // null: expired
    ConnectionInfo info;
    RenewalPtr renewal;
  };
  using Slots = std::map<std::string, Slot>;

  void drop_expired();
  static Result<ConnectionPtr> take(const Slot& slot);
  const Slot* find(const std::string& name, const std::string& account) const;
  const Slot* find_by_account(const std::string& account) const;
  Error nothing_to_choose(const std::string& name, const std::string& account) const;

  const Clock* clock_;
  std::mutex mutex_;
  Slots slots_;
  std::map<std::string, std::timed_mutex> turns_;
};

}  // namespace coffer::secrets
