#include "page/last_seen.h"

namespace coffer::page {

void LastSeen::record(const std::string& name, const vault::Link& link, const secrets::Seen& seen) {
  const std::lock_guard lock(mutex_);
  const auto before = kept_.find(name);
  if (seen.error && before != kept_.end() && before->second.link == link &&
      !before->second.seen.version_id.empty())
    before->second.seen.error = seen.error;
  else
    kept_.insert_or_assign(name, Kept{link, seen});
}

std::optional<secrets::Seen> LastSeen::find(const std::string& name, const vault::Link& link) const {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(name);
  const bool same = found != kept_.end() && found->second.link == link;
  return same ? std::optional(found->second.seen) : std::nullopt;
}

void LastSeen::clear() {
  const std::lock_guard lock(mutex_);
  kept_.clear();
}

}  // namespace coffer::page
