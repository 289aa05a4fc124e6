#include "cli/vault_access.h"

#include <fmt/format.h>

#include <optional>

#include "base/files.h"
#include "cli/agent_access.h"
#include "cli/secret_input.h"
#include "vault/keyring.h"

namespace coffer::cli {
namespace {

using StorePtr = std::unique_ptr<vault::Store>;
constexpr int kPassphraseTries = 3;

std::string flag_or_environment(const Context& context, const std::string& flag, std::string_view variable) {
  return flag.empty() ? context.environment.get(variable).value_or("") : flag;
}

Result<StorePtr> open_with_key(Context& context, const Secret& key) {
  return vault::Store::open(vault_options(context), {.key = &key});
}

Result<StorePtr> open_with_passphrase(Context& context, const Secret& passphrase) {
  return vault::Store::open(vault_options(context), {.passphrase = &passphrase});
}

Result<StorePtr> open_by_asking(Context& context) {
  for (int tries = 1;; ++tries) {
    COFFER_ASSIGN(const Secret passphrase, context.terminal.ask_secret("Vault passphrase: "));
    auto opened = open_with_passphrase(context, passphrase);
    if (opened || opened.error().code != ErrorCode::kWrongPassphrase || tries == kPassphraseTries)
      return opened;
    context.terminal.message("That is not the passphrase.");
  }
}

// The key that the keyring holds for this vault. No keyring counts as no key: most servers have none.
std::optional<Secret> key_of_keyring(const Context& context) {
  auto loaded = vault::make_secret_service_keyring()->load(keyring_name(context));
  if (!loaded) return std::nullopt;
  return std::move(*loaded);
}

bool has_passphrase(const std::vector<vault::SlotKind>& slots) {
  return std::find(slots.begin(), slots.end(), vault::SlotKind::kPassphrase) != slots.end();
}

}  // namespace

std::string passphrase_file(const Context& context) {
  return flag_or_environment(context, context.flags.passphrase_file, "COFFER_PASSPHRASE_FILE");
}

vault::Store::Options vault_options(Context& context) {
  vault::Store::Options options;
  options.file = context.vault_file();
  options.clock = context.clock;
  options.random = context.random;
  return options;
}

std::string keyring_name(const Context& context) {
  return std::filesystem::absolute(context.vault_file()).string();
}

Result<StorePtr> open_vault(Context& context) {
  COFFER_ASSIGN(const auto slots, vault::Store::slots(context.vault_file()));
  if (const auto key = context.environment.get_secret("COFFER_VAULT_KEY"))
    return open_with_key(context, *key);
  if (const auto file = flag_or_environment(context, context.flags.key_file, "COFFER_VAULT_KEY_FILE");
      !file.empty()) {
    COFFER_TRY(check_private(file));
    COFFER_ASSIGN(const Secret key, first_line_of(file));
    return open_with_key(context, key);
  }
  if (const auto file = passphrase_file(context); !file.empty()) {
    COFFER_ASSIGN(const Secret passphrase, first_line_of(file));
    return open_with_passphrase(context, passphrase);
  }
  if (const auto key = agent_key(context, keyring_name(context))) {
    // A key that was changed meanwhile opens nothing: then it is as if there were none.
    auto opened = open_with_key(context, *key);
    if (opened || opened.error().code != ErrorCode::kVaultLocked) return opened;
  }
  if (const auto key = key_of_keyring(context)) return open_with_key(context, *key);
  if (has_passphrase(slots) && context.terminal.can_ask()) return open_by_asking(context);
  return Error{ErrorCode::kVaultLocked, fmt::format("the vault {} is locked", context.vault_file().string()),
               "Set COFFER_VAULT_KEY, or give --key-file or --passphrase-file, or run `coffer vault unlock` "
               "on a terminal once."};
}

Result<StorePtr> open_vault_if_any(Context& context) {
  if (!std::filesystem::exists(context.vault_file())) return StorePtr();
  return open_vault(context);
}

}  // namespace coffer::cli
