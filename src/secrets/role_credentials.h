// Credentials of assumed roles, in memory until five minutes before they expire (spec 4.3).
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "secrets/connections.h"
#include "secrets/redactor.h"
#include "vault/link.h"

namespace coffer::secrets {

using CredentialsPtr = std::shared_ptr<const aws::Credentials>;

// The session policy of links that want the role cut down: this one secret, and the key it is encrypted with.
std::string one_secret_policy(const std::string& secret_arn);

// Thread-safe. `redactor` may be null.
class RoleCredentials {
 public:
  RoleCredentials(const Clock& clock, Redactor* redactor) : clock_(&clock), redactor_(redactor) {}

  // Links with equal keys on one connection share credentials.
  static std::string key_of(const vault::Link& link);
  // kRoleNotAssumable and what else sts:AssumeRole may say. Blocks where nothing is cached.
  Result<CredentialsPtr> get(const Connection& connection, const vault::Link& link);
  void drop(const Connection& connection, const vault::Link& link);  // AWS said that they expired
  void drop_all(const std::string& identity);                        // of a connection that is gone
  void drop_expired();

 private:
  struct Kept {
    CredentialsPtr credentials;
    std::chrono::nanoseconds until{};
  };
  static std::string full_key(const Connection& connection, const vault::Link& link);

  const Clock* clock_;
  Redactor* redactor_;
  std::mutex mutex_;
  std::map<std::string, Kept> kept_;
};

}  // namespace coffer::secrets
