// The authenticated relations to AWS that are open, by name, in memory only (spec 3.1, 3.2, 3.7, 3.8).
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "aws/client.h"
#include "aws/credentials.h"
#include "base/clock.h"
#include "base/result.h"
#include "secrets/connect_input.h"

namespace coffer::secrets {

// Never changed once made; its credentials are wiped when the last holder lets go.
struct Connection {
  ConnectionInfo info;
  aws::Credentials credentials;
  std::shared_ptr<aws::Client> client;
  std::optional<std::chrono::nanoseconds> deadline;  // by Clock::elapsed(); none: until AWS says so
};
using ConnectionPtr = std::shared_ptr<const Connection>;

// Thread-safe. An expired connection is let go, but its name is remembered, so that the next use says
// "authenticate again".
class Connections {
 public:
  explicit Connections(const Clock& clock) : clock_(&clock) {}

  void put(const ConnectionPtr& connection);  // replaces one of the same name
  std::vector<ConnectionInfo> list();         // those that are valid, by name
  // Forgets it; null if there was none that is valid.
  ConnectionPtr remove(const std::string& name);
  // AWS said that its credentials have expired.
  void expire(const Connection& connection);

  // The one named, else the one of `account`, else "default", else the only one. kNotConnected,
  // kCredentialsExpired.
  Result<ConnectionPtr> choose(const std::string& name, const std::string& account);

 private:
  struct Slot {
    ConnectionPtr connection;  // null: expired
    std::string account;
  };
  using Slots = std::map<std::string, Slot>;

  void drop_expired();
  Result<ConnectionPtr> take(const Slots::value_type& slot) const;
  Result<ConnectionPtr> choose_by_account(const std::string& account) const;

  const Clock* clock_;
  std::mutex mutex_;
  Slots slots_;
};

}  // namespace coffer::secrets
