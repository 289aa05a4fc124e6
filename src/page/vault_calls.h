// vault/… and secrets/…: the page's table of secrets (spec 2.4-2.7).
#pragma once

#include <functional>

#include "page/calls.h"
#include "page/desk.h"
#include "page/event_hub.h"
#include "page/undo.h"
#include "vault/entry.h"

namespace coffer::page {

// Thread-safe. None is owned.
class VaultCalls {
 public:
  VaultCalls(Desk& desk, EventHub& events) : desk_(desk), events_(events), undo_(desk.clock()) {}
  void add_to(Calls& calls);
  // Also done when the vault is locked here.
  void at_lock(std::function<void()> also) { at_lock_ = std::move(also); }

 private:
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

  Result<void> put_back(const vault::Entry& removed, size_t place);

  Desk& desk_;
  EventHub& events_;
  std::function<void()> at_lock_;
  Undo undo_;
};

}  // namespace coffer::page
