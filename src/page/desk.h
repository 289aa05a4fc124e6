// What the page works on: the user's vault, the keys to it and the connections, as the command line has them.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/environment.h"
#include "base/result.h"
#include "crypto/random.h"
#include "http/transport.h"
#include "page/last_seen.h"
#include "secrets/audit_log.h"
#include "secrets/redactor.h"
#include "secrets/session.h"
#include "vault/store.h"

namespace coffer::page {

// The session of one call or one send. Its connections and cached values outlive it: they are in the agent,
// or where none runs in this process. For one thread at a time.
class OpenedSession {
 public:
  virtual ~OpenedSession() = default;

  virtual secrets::Session& session() = 0;
  // Knows the values that this session has read: whatever leaves it goes through this.
  virtual secrets::Redactor& redactor() = 0;
  // Opens the vault and the trusted links file of the folder; once, later calls do nothing. kVaultLocked.
  virtual Result<void> open_secrets() = 0;
  // What the user should know and was not told yet, oldest first.
  virtual std::vector<std::string> take_warnings() = 0;
};

// Thread-safe.
class Desk {
 public:
  virtual ~Desk() = default;

  virtual vault::Store::Options vault() const = 0;
  // With the key that is at hand; nobody is asked. kVaultMissing, kVaultLocked, and as Store::open() has
  // them.
  virtual Result<std::unique_ptr<vault::Store>> open_vault() = 0;
  // Keeps the key of a vault that was opened by other means, so that open_vault() has it.
  virtual Result<void> keep_key(const vault::Store& store) = 0;
  // Forgets the vault's key, all connections, and the values that were read by them (spec 3.8); the agent
  // does, too.
  virtual Result<void> lock() = 0;

  // `folder`: whose links file counts, where it is trusted; empty: none. Nothing is opened yet.
  virtual std::unique_ptr<OpenedSession> open_session(const std::filesystem::path& folder) = 0;

  struct AgentState {
    bool running = false;
    pid_t process = 0;
    size_t vaults = 0, connections = 0;  // that it holds
    std::chrono::minutes idle{0};        // without use, until it locks itself; 0: never
  };
  // Does not keep it from locking itself. With none: how long one that is started waits.
  virtual Result<AgentState> agent() = 0;
  virtual Result<void> set_agent_idle(std::optional<std::chrono::minutes> idle) = 0;  // nullopt: the default

  virtual LastSeen& last_seen() = 0;  // by all sessions
  virtual const secrets::AuditLog& audit() const = 0;
  virtual const Environment& environment() const = 0;
  virtual http::Transport& transport() = 0;  // one pool of connections for all sends
  virtual Clock& clock() = 0;
  virtual crypto::Random& random() = 0;
};

}  // namespace coffer::page
