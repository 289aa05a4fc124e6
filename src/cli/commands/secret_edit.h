// One entry of the vault, for the commands about it.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "cli/context.h"
#include "vault/store.h"

namespace coffer::cli {

Error no_such_secret(const std::string& name);

// The entry of that name; kNotFound. Valid until the vault is changed.
Result<const vault::Entry*> find_entry(const vault::Store& store, const std::string& name);

// Opens the vault and lets `edit` change the entry of that name, which then counts as changed now.
Result<void> edit_entry(Context& context, const std::string& name,
                        const std::function<Result<void>(vault::Entry&)>& edit);

}  // namespace coffer::cli
