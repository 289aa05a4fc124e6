#include "page/undo.h"

namespace coffer::page {

uint64_t Undo::keep(std::function<Result<void>()> restore) {
  const auto now = clock_.elapsed();
  const std::lock_guard lock(mutex_);
  std::erase_if(removed_, [&](const auto& each) { return each.second.until <= now; });
  if (removed_.size() == kMost) removed_.erase(removed_.begin());
  removed_.emplace(++last_, Removed{std::move(restore), now + kTime});
  return last_;
}

Result<void> Undo::take_back(uint64_t number) {
  const std::lock_guard lock(mutex_);
  const auto found = removed_.find(number);
  if (found == removed_.end() || found->second.until <= clock_.elapsed())
    return Error{ErrorCode::kNotFound, "that can't be taken back any more", "", "undo"};
  COFFER_TRY(found->second.restore());
  removed_.erase(found);
  return {};
}

void Undo::forget() {
  const std::lock_guard lock(mutex_);
  removed_.clear();
}

}  // namespace coffer::page
