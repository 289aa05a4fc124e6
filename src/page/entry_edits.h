// What the page's calls change in a vault secret, whichever call it is.
#pragma once

#include <string>

#include "page/calls.h"
#include "page/desk.h"
#include "page/event_hub.h"
#include "vault/store.h"

namespace coffer::page {

Error none_of_that_name(const std::string& name);
// kNotFound, field "name".
Result<vault::Entry*> entry_of(vault::Content& content, const std::string& name);
// kAlreadyExists, kInvalidArgument.
Result<void> check_new_name(const vault::Content& content, const std::string& name, const char* field);

// `domains`, `scripts` and `enabled`, as far as they are given.
Result<void> set_rules(vault::Entry& entry, const Arguments& arguments);
// The same, and the `value` of a local secret.
Result<void> set_members(vault::Entry& entry, const Arguments& arguments);

// Opens the vault, changes it, and tells the page.
Answer change_vault(Desk& desk, EventHub& events, const std::function<Result<void>(vault::Content&)>& edit);

}  // namespace coffer::page
