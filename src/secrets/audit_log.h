// Who used which secret, for what, when: one JSON line an event, never a value (spec 5.10).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace coffer::secrets {

struct AuditEvent {
  // "use", "snapshot" of a value that is put into the vault for when its provider cannot be reached, "reveal"
  // and "export" of a value (spec 2.7, 2.8), or "script-get", "script-set" and "script-unset" (spec 6.1).
  std::string action = "use";
  std::string secret, source, version, identity;
  std::string destination;  // scheme://host[:port]
  std::string collection, request;
  bool cached = false;
};

// Appends, so that several processes may write to one log. Thread-safe.
class AuditLog {
 public:
  // An empty path keeps no log. `clock` must outlive the log.
  AuditLog(std::filesystem::path path, const Clock& clock) : path_(std::move(path)), clock_(&clock) {}

  // All events in one write, mode 0600, missing folders made. Empty members are left out. kPermissions for a
  // log that others may read or write, kIo.
  Result<void> append(const std::vector<AuditEvent>& events) const;

 private:
  std::filesystem::path path_;
  const Clock* clock_;
};

}  // namespace coffer::secrets
