// The tokens of HashiCorp Vault and OpenBao servers that are open, in memory only (spec 3.8).
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "hashicorp/client.h"
#include "hashicorp/token.h"

namespace coffer::secrets {

// What `coffer hashicorp connect` shows.
struct HashicorpInfo {
  std::string address, ns, method, who;
  std::vector<std::string> policies;
  std::optional<WallTime> expires;
  bool renewable = false;
};

// Never changed once made; its token is wiped when the last holder lets go.
struct HashicorpConnection {
  HashicorpInfo info;
  std::string identity;  // tells tokens apart: address, namespace, accessor
  std::shared_ptr<const hashicorp::Client> client;
  hashicorp::Token token;
};
using HashicorpConnectionPtr = std::shared_ptr<const HashicorpConnection>;

// Thread-safe. Keys name a server and the namespace that was logged in to.
class HashicorpConnections {
 public:
  explicit HashicorpConnections(const Clock& clock) : clock_(&clock) {}

  struct Found {
    HashicorpConnectionPtr connection;  // null: there is none, or it has expired
    bool expired = false;               // there was one
    bool renew = false;  // two thirds of its lease are over: to be prolonged by whoever is told so, once
  };
  Found find(const std::string& key);
  // `lease`: how long it holds from now on.
  void put(const std::string& key, const HashicorpConnectionPtr& connection, std::chrono::seconds lease);
  // Its lease is a new one.
  void prolong(const std::string& key, const HashicorpConnection& connection, std::chrono::seconds lease);
  void expire(const HashicorpConnection& connection);  // the server says so
  std::vector<HashicorpInfo> list();                   // those that hold
  // Forgets the token, and says what it was; null where there is none.
  HashicorpConnectionPtr remove(const std::string& address, const std::string& ns);
  void clear();
  void drop_expired();

 private:
  struct Slot {
    HashicorpConnectionPtr connection;  // null: expired
    std::chrono::nanoseconds deadline{}, renew_at{};
  };
  void drop_expired_locked();

  const Clock* clock_;
  std::mutex mutex_;
  std::map<std::string, Slot> slots_;
};

}  // namespace coffer::secrets
