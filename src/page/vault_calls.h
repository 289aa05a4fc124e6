// vault/… and secrets/…: the page's table of secrets (spec 2.4-2.7).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>

#include "page/calls.h"
#include "page/desk.h"
#include "page/event_hub.h"
#include "vault/entry.h"

namespace coffer::page {

// Thread-safe. None is owned.
class VaultCalls {
 public:
  static constexpr std::chrono::seconds kUndoTime{60};

  VaultCalls(Desk& desk, EventHub& events) : desk_(desk), events_(events) {}
  void add_to(Calls& calls);
  // Also done when the vault is locked here.
  void at_lock(std::function<void()> also) { at_lock_ = std::move(also); }

 private:
  struct Removed {
    vault::Entry entry;
    size_t place = 0;  // in the vault
    std::chrono::nanoseconds until;
  };

  Answer state();
  Answer create(const Arguments& arguments);
  Answer unlock(const Arguments& arguments);
  Answer lock();
  Answer list();
  Answer add(const Arguments& arguments);
  Answer edit(const Arguments& arguments);
  Answer remove(const Arguments& arguments);
  Answer restore(const Arguments& arguments);
  Answer reveal(const Arguments& arguments);

  uint64_t keep_removed(vault::Entry entry, size_t place);

  Desk& desk_;
  EventHub& events_;
  std::function<void()> at_lock_;
  std::mutex mutex_;
  std::map<uint64_t, Removed> removed_;
  uint64_t last_removed_ = 0;
};

}  // namespace coffer::page
