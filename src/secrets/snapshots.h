// Offline: values of links that were read live are kept in the vault, where the user asked for that, and
// stand in while their provider cannot be reached (docs/vault-format.md, "Snapshots"; docs/cli.md, "Without a
// network").
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/environment.h"
#include "secrets/audit_log.h"
#include "secrets/catalog.h"
#include "secrets/secret_source.h"

namespace coffer::secrets {

// Whether snapshots may be kept of what the link leads to. kInvalidArgument for one that leads to another
// place under another account: nobody could tell offline which one a snapshot is of.
Result<void> check_offline(const vault::Link& link);

// Thread-safe.
class Snapshots {
 public:
  // None is owned; all must outlive it. `warn` (of one line; may be null) is called once for each secret.
  struct Parts {
    const Clock* clock = nullptr;
    Catalog* catalog = nullptr;
    const Environment* environment = nullptr;
    const AuditLog* audit = nullptr;
    std::function<void(const std::string&)> warn;
  };
  explicit Snapshots(Parts parts) : parts_(std::move(parts)) {}

  // Values that were read, when. Kept if there is no snapshot yet, or value or version have changed, or the
  // snapshot is past half its life, so that not every read writes the vault. What cannot be kept is a
  // warning.
  struct Read {
    const CatalogEntry* entry = nullptr;
    const ResolvedSecret* secret = nullptr;
    WallTime fetched{};
  };
  void keep(const std::vector<Read>& reads);

  // The value of the snapshot, with a warning, where `why` says that the provider cannot be reached.
  // Otherwise nullopt; and where a snapshot would have been used if there were a good one, the mend of `why`
  // says so.
  std::optional<ResolvedSecret> stand_in(const CatalogEntry& entry, Error& why);
  // The same, without asking the provider, for a minute after it could not be reached: a run must not wait
  // for it at each request.
  std::optional<ResolvedSecret> still_standing(const CatalogEntry& entry);

 private:
  std::optional<vault::Snapshot> kept(const CatalogEntry& entry) const;
  bool is_good(const vault::Snapshot& snapshot) const;
  std::optional<vault::Snapshot> made_of(const Read& read) const;
  bool has_failed(const std::string& name);
  bool is_due(const vault::Snapshot& made, const CatalogEntry& entry) const;
  void warn_once(std::set<std::string>& told, const std::string& name, const std::string& text);

  Parts parts_;
  std::mutex mutex_;
  std::map<std::string, std::chrono::nanoseconds> asked_;  // name → when the provider could not be reached
  std::set<std::string> warned_, not_kept_;                // names
};

}  // namespace coffer::secrets
