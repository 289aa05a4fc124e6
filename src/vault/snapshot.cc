#include "vault/snapshot.h"

#include <algorithm>

#include "vault/store.h"

namespace coffer::vault {

Snapshot Snapshot::clone() const {
  return {name, link, value.clone(), binary, version, identity, taken, expires};
}

WallTime end_of(const Snapshot& snapshot, const Entry& entry) {
  return std::min<WallTime>(snapshot.expires, snapshot.taken + entry.offline);
}

bool belongs_to(const Snapshot& snapshot, const Entry& entry) {
  const auto* link = std::get_if<Link>(&entry.value);
  if (link == nullptr || !entry.enabled || entry.offline.count() == 0 || snapshot.name != entry.name)
    return false;
  Link made_by = snapshot.link;
  made_by.cache_seconds = link->cache_seconds;
  if (link->address.empty()) made_by.address.clear();
  if (link->ns.empty()) made_by.ns.clear();
  return made_by == *link;
}

void drop_stale_snapshots(Content& content, WallTime now) {
  std::erase_if(content.snapshots, [&](Snapshot& snapshot) {
    const Entry* entry = content.find(snapshot.name);
    if (entry == nullptr || !belongs_to(snapshot, *entry)) return true;
    snapshot.expires = end_of(snapshot, *entry);
    return snapshot.expires <= now;
  });
}

}  // namespace coffer::vault
