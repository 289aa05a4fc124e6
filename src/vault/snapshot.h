// A linked secret's value as it was last read, kept for the time when its provider cannot be reached
// (docs/vault-format.md, "Snapshots").
#pragma once

#include <chrono>
#include <string>

#include "base/clock.h"
#include "base/secret.h"
#include "vault/entry.h"
#include "vault/link.h"

namespace coffer::vault {

struct Content;

inline constexpr std::chrono::seconds kDefaultOffline = std::chrono::hours(24);
inline constexpr std::chrono::seconds kShortestOffline = std::chrono::minutes(1);
inline constexpr std::chrono::seconds kLongestOffline = std::chrono::days(30);
inline constexpr size_t kMaxSnapshotSize = size_t{64} << 10;  // bytes of the value

// Move-only: it holds a value.
struct Snapshot {
  std::string name = {};  // of the entry that it belongs to
  Link link = {};         // that it was read by; address and namespace may be the environment's
  Secret value = {};      // what the link stands for: with a JSON key, that member only
  bool binary = false;
  std::string version = {}, identity = {};  // what the provider said, and who read it
  WallTime taken{}, expires{};

  Snapshot clone() const;
};

// When it is good no more: its own expiry, and never later than `entry` allows.
WallTime end_of(const Snapshot& snapshot, const Entry& entry);
// Whether `entry` is the one that it was made for: on, with snapshots switched on, and linked as it was then,
// but for the time in the cache.
bool belongs_to(const Snapshot& snapshot, const Entry& entry);

// Takes out what belongs to no entry any more, and what has expired at `now`; others expire as their entry
// allows.
void drop_stale_snapshots(Content& content, WallTime now);

}  // namespace coffer::vault
