#include "cli/commands/secret_edit.h"

#include <fmt/format.h>

#include "cli/vault_access.h"

namespace coffer::cli {

using vault::Content;
using vault::Entry;

Error no_such_secret(const std::string& name) {
  return {ErrorCode::kNotFound, fmt::format("the vault has no secret named \"{}\"", name),
          "`coffer secret list` shows the names.", "name"};
}

Result<const Entry*> find_entry(const vault::Store& store, const std::string& name) {
  const Entry* entry = store.content().find(name);
  if (entry == nullptr) return no_such_secret(name);
  return entry;
}

Result<void> edit_entry(Context& context, const std::string& name,
                        const std::function<Result<void>(Entry&)>& edit) {
  COFFER_ASSIGN(const auto store, open_vault(context));
  return store->update([&](Content& content) -> Result<void> {
    Entry* entry = content.find(name);
    if (entry == nullptr) return no_such_secret(name);
    COFFER_TRY(edit(*entry));
    entry->changed = context.clock->now();
    return {};
  });
}

}  // namespace coffer::cli
